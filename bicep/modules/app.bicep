// The app: a custom handler on Flex Consumption, which scales each queue and timer function and all of HTTP on instances of their own.
param name string
param planName string
param location string
param tags object
param zoneRedundant bool
param instanceMemoryMB int
param maximumInstanceCount int
param httpConcurrency int
param alwaysReady array
param subnetId string
param identityId string
param identityClientId string
param accountName string
param blobEndpoint string
param queueEndpoint string
param tableEndpoint string
param deploymentContainer string
param insightsConnectionString string
param entraTenantId string
param entraClientId string
param operatorIssuer string
param operatorClientId string
param issuers array
param otlpEndpoint string
param gatewayAddressHeader string
param settings object

// Every setting of the hub with its default, so that what a hub runs with can be read in one place; a test holds the file to the program.
var hubSettings = loadJsonContent('../hub-settings.json')

var hostSettings = {
  AzureWebJobsStorage__accountName: accountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  HubStorage__blobServiceUri: blobEndpoint
  HubStorage__queueServiceUri: queueEndpoint
  HubStorage__tableServiceUri: tableEndpoint
  HubStorage__credential: 'managedidentity'
  HubStorage__clientId: identityClientId
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

// The hub's own issuer, whose key would be another on every instance, is not trusted on Azure.
var ownIssuerSettings = {
  Access__EmbeddedIssuer: 'false'
}

var entraSettings = {
  AzureAd__Instance: environment().authentication.loginEndpoint
  AzureAd__TenantId: entraTenantId
  AzureAd__ClientId: entraClientId
}

var operatorSettings = {
  Access__Operator__Issuer: operatorIssuer
  Access__Operator__ClientId: operatorClientId
}

var telemetrySettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
}

// The Functions host writes the platform's own address over X-Forwarded-For, so without a gateway that names callers in a header of its own,
// all who have no token share one allowance on each instance: it is what one address would have, twenty times.
var sharedAddressSettings = {
  Access__Rates__AnonymousPerSecond: '1000'
  Access__Rates__AnonymousBurst: '4000'
}

var gatewaySettings = {
  Access__Rates__AddressHeader: gatewayAddressHeader
}

// { Issuer, Audience, JwksUri or MetadataAddress } of each, under its number.
var issuerSettings = toObject(
  flatten(map(
    range(0, length(issuers)),
    index =>
      map(items(issuers[index]), member => {
        key: 'Access__Issuers__${index}__${member.key}'
        value: member.value
      })
  )),
  pair => pair.key,
  pair => pair.value
)

// What the template says comes last but one; whoever deploys has the last word.
var allSettings = union(
  hubSettings,
  hostSettings,
  ownIssuerSettings,
  issuerSettings,
  empty(entraTenantId) ? {} : entraSettings,
  empty(operatorClientId) ? {} : operatorSettings,
  empty(otlpEndpoint) ? {} : telemetrySettings,
  empty(gatewayAddressHeader) ? sharedAddressSettings : gatewaySettings,
  settings
)

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ftpsState: 'Disabled'
      appSettings: [
        for setting in items(allSettings): {
          name: setting.key
          value: setting.value
        }
      ]
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'custom'
        version: '1.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
        triggers: {
          http: {
            perInstanceConcurrency: httpConcurrency
          }
        }
      }
    }
  }
}

output appName string = app.name
output host string = app.properties.defaultHostName
