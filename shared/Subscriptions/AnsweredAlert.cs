using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Subscriptions;

/// <summary>An authority's answer to an alert, for those who want to be told of it.</summary>
public sealed record AnsweredAlert(RecordId Alert, AgencyId By, DateTimeOffset At);
