// A private endpoint for each service that the app calls, and the names by which it finds them.
param name string
param location string
param tags object
param networkId string
param subnetId string
param storageId string
param checkpointsId string
param vaultId string

var services = [
  { name: 'blob', group: 'blob', target: storageId, zone: 0 }
  { name: 'queue', group: 'queue', target: storageId, zone: 1 }
  { name: 'table', group: 'table', target: storageId, zone: 2 }
  { name: 'checkpoints', group: 'blob', target: checkpointsId, zone: 0 }
  { name: 'vault', group: 'vault', target: vaultId, zone: 3 }
]
var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.vaultcore.azure.net'
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in zoneNames: {
    parent: zones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for service in services: {
    name: 'pe-${name}-${service.name}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: service.name
          properties: {
            privateLinkServiceId: service.target
            groupIds: [
              service.group
            ]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (service, index) in services: {
    parent: endpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: service.name
          properties: {
            privateDnsZoneId: zones[service.zone].id
          }
        }
      ]
    }
  }
]
