using System.Text.Json.Serialization;

namespace InfoShare.Dispositions;

/// <summary>What an authority found of an alert. Codes: the list <c>disposition-answers</c>.</summary>
public enum DispositionAnswer
{
    Confirmed,
    [JsonStringEnumMemberName("false-positive")]
    FalsePositive,
    Investigating,
    [JsonStringEnumMemberName("no-action")]
    NoAction,
}
