using System.Globalization;
using InfoShare.Feed;
using InfoShare.Json;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Feed;

/// <summary>docs/feed.md says what the program does.</summary>
public sealed class FeedPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "feed.md"));

    [Fact]
    public void It_Has_Every_Outcome_Of_A_Message()
    {
        foreach (var refusal in Enum.GetValues<FeedRefusal>())
        {
            Assert.Contains($"| `{Code<FeedRefusal>.Of(refusal)}` |", Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_Has_The_Limits()
    {
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"all within {FeedLimits.MaxMessageBytes / 1024} KiB"), Page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"1 to {FeedLimits.MaxAlerts} alerts"), Page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"1 to {FeedLimits.MaxId} visible ASCII"), Page, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"at most {FeedLimits.ClockSkew.TotalMinutes} min ahead"), Page, StringComparison.Ordinal);
    }
}
