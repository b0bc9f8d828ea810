// A hub on Azure: one Flex Consumption app, its storage accounts, its vault and what watches it, in one resource group.
// docs/operations.md is the guide. Nothing here is a secret, and no key of a storage account is used.
targetScope = 'resourceGroup'

@description('Name of the hub; its letters and digits are part of every resource name.')
@minLength(3)
@maxLength(64)
param name string

@description('Region. It must offer Flex Consumption.')
param location string = resourceGroup().location

@description('Tags of every resource.')
param tags object = {}

@description('Replication of the storage accounts, such as Standard_LRS or Standard_ZRS.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('Whether the plan is spread over the availability zones of the region.')
param zoneRedundant bool = false

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances at most, over all functions.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Requests that one instance takes at a time.')
param httpConcurrency int = 100

@description('Instances that are always there: name is "http" or "function:<name>".')
param alwaysReady array = [
  { name: 'http', instanceCount: 1 }
  { name: 'function:sequence', instanceCount: 1 }
]

@description('Directory (tenant) of Entra ID whose tokens the hub trusts; empty: none.')
param entraTenantId string = ''

@description('The hub\'s own registration in that directory.')
param entraClientId string = ''

@description('Issuer of the first administrator\'s token, as in its iss.')
param operatorIssuer string = ''

@description('Client id of the first administrator\'s token, as in its azp or appid.')
param operatorClientId string = ''

@description('Other issuers whose tokens the hub trusts: { Issuer, Audience, and JwksUri or MetadataAddress } each.')
param issuers array = []

@description('Where metrics are sent over OTLP as well; empty: nowhere.')
param otlpEndpoint string = ''

@description('Header in which a gateway in front of the app names the caller, such as X-Azure-ClientIP of Azure Front Door; the app must then be closed to all but the gateway. Empty: all callers without a token share one allowance, which is larger.')
param gatewayAddressHeader string = ''

@description('Settings of the hub that differ from hub-settings.json, such as { Submissions__MaxPending: "4000" }.')
param settings object = {}

@description('Whether storage and vault are reachable by private endpoints alone.')
param privateNetwork bool = false

@description('Address space of the network, where there is one; at least a /24.')
param addressPrefix string = '10.40.0.0/24'

@description('Days for which a checkpoint cannot be changed or deleted.')
@minValue(1)
@maxValue(146000)
param checkpointRetentionDays int = 365

@description('The policy of the checkpoints has been locked: provisioning leaves it alone from then on.')
param checkpointsLocked bool = false

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Gigabytes of logs a day, after which no more are taken; -1: no limit.')
param logDailyQuotaGb int = 5

@description('Who is told when an alert fires: at least one address, for an alert that reaches nobody is none.')
@minLength(1)
param alertEmails array

@description('Whether a deleted vault can be purged by nobody for 90 days. Where it can (7 days), a hub of the same name can be made again at once.')
param vaultPurgeProtection bool = true

@description('Principal that uploads packages; empty: none is granted the right.')
param deployerPrincipalId string = ''

@description('What that principal is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param deployerPrincipalType string = 'ServicePrincipal'

@description('Service principals of payment institutions that may send to the queue feed itself. With privateNetwork they cannot reach it: they post to the hub.')
param feedSenderPrincipalIds array = []

// What every kind of resource takes in its name. azd's environments, for one, may have other characters in theirs.
var shortName = toLower(replace(replace(replace(replace(replace(name, '-', ''), '_', ''), '.', ''), '(', ''), ')', ''))
var suffix = uniqueString(resourceGroup().id, name)
var resourceName = take(shortName, 20)
var accountName = '${take(shortName, 7)}${suffix}'
var vaultName = 'kv-${take(shortName, 7)}-${suffix}'
var appName = 'func-${resourceName}-${suffix}'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-${resourceName}'
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    name: 'vnet-${resourceName}'
    location: location
    tags: tags
    addressPrefix: addressPrefix
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: resourceName
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    principalId: identity.outputs.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${accountName}'
    location: location
    tags: tags
    sku: storageSku
    publicAccess: !privateNetwork
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.outputs.principalId
    deployerPrincipalId: deployerPrincipalId
    deployerPrincipalType: deployerPrincipalType
    feedSenderPrincipalIds: feedSenderPrincipalIds
  }
}

module checkpoints 'modules/checkpoints.bicep' = {
  name: 'checkpoints'
  params: {
    name: 'cp${accountName}'
    location: location
    tags: tags
    sku: storageSku
    publicAccess: !privateNetwork
    retentionDays: checkpointRetentionDays
    isLocked: checkpointsLocked
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: vaultName
    location: location
    tags: tags
    publicAccess: !privateNetwork
    purgeProtection: vaultPurgeProtection
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.outputs.principalId
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetwork) {
  name: 'endpoints'
  params: {
    name: resourceName
    location: location
    tags: tags
    networkId: privateNetwork ? network!.outputs.networkId : ''
    subnetId: privateNetwork ? network!.outputs.endpointSubnetId : ''
    storageId: storage.outputs.accountId
    checkpointsId: checkpoints.outputs.accountId
    vaultId: vault.outputs.vaultId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: appName
    planName: 'plan-${resourceName}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    alwaysReady: alwaysReady
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    identityId: identity.outputs.identityId
    identityClientId: identity.outputs.clientId
    accountName: storage.outputs.accountName
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    deploymentContainer: storage.outputs.deploymentContainer
    insightsConnectionString: monitoring.outputs.connectionString
    entraTenantId: entraTenantId
    entraClientId: entraClientId
    operatorIssuer: operatorIssuer
    operatorClientId: operatorClientId
    issuers: issuers
    otlpEndpoint: otlpEndpoint
    gatewayAddressHeader: gatewayAddressHeader
    settings: settings
  }
  // An app that starts before them finds storage by its public name, which is closed.
  dependsOn: [
    endpoints
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: resourceName
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    emails: alertEmails
  }
}

@description('What bicep/deploy.sh needs to know.')
output appName string = app.outputs.appName
output appHost string = app.outputs.host
output storageAccount string = storage.outputs.accountName
output deploymentContainer string = storage.outputs.deploymentContainer
output checkpointAccount string = checkpoints.outputs.accountName
output vaultName string = vault.outputs.vaultName
