// What an operator must be told. Each rule reads the app's log; the phrases are the program's and the Functions host's own.
param name string
param location string
param tags object
param insightsId string
param emails array

var rules = [
  {
    name: 'poison'
    displayName: 'A message became poison'
    description: 'A queue message failed in all its tries. GET /api/v1/poison shows it; docs/operations.md says how to go on.'
    severity: 1
    query: 'traces | where message contains "Moving message to queue" or message contains "goes to the poison queue"'
    window: 'PT5M'
    threshold: 0
  }
  {
    name: 'sequence-lag'
    displayName: 'Publications wait to be sequenced'
    description: 'Something committed cannot be looked up yet, for longer than the sweep leaves it.'
    severity: 1
    query: 'traces | where message contains "has waited to be sequenced for" or message contains "Sequencing was interrupted"'
    window: 'PT5M'
    threshold: 2
  }
  {
    name: 'sequence-corrupt'
    displayName: 'The sequence is corrupt'
    description: 'Nothing is sequenced until an operator has looked.'
    severity: 0
    query: 'traces | where message contains "SEQUENCE CORRUPT"'
    window: 'PT5M'
    threshold: 0
  }
  {
    name: 'server-errors'
    displayName: 'Requests are answered with 5xx'
    description: 'The hub answers no request with 5xx unless its storage is gone or it has a fault.'
    severity: 2
    query: 'requests | where name == "http" and toint(resultCode) >= 500'
    window: 'PT5M'
    threshold: 10
  }
  {
    name: 'failed-timers'
    displayName: 'A timer failed'
    description: 'What it does is made good by its next run, unless that fails too.'
    severity: 2
    query: 'requests | where success == false and name in ("access-log", "dataset-schedule", "publicity", "snapshot", "submissions-sweep", "subscriptions-sweep", "sweep", "tell")'
    window: 'PT15M'
    threshold: 2
  }
  {
    name: 'silence'
    displayName: 'The hub does not run'
    description: 'The timer sweep, due every minute, has left no line for a quarter of an hour: the app is stopped or cannot start, or the log takes no more today.'
    severity: 0
    query: 'requests | where name == "sweep" | count | where Count == 0'
    window: 'PT15M'
    threshold: 0
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for email in emails: {
        name: email
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.displayName
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [
        insightsId
      ]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [
          group.id
        ]
      }
    }
  }
]
