namespace InfoShare.Tests.Visible;

/// <summary>What a profile tells of: ids in their order.</summary>
internal sealed record ExpectedProfile(
    IReadOnlyList<GivenRecord> Joined, IReadOnlyList<string> Records, IReadOnlyList<string> Mentions, IReadOnlyList<string> Restricted)
{
    public bool IsEmpty => Records.Count + Mentions.Count + Restricted.Count == 0;
}
