namespace InfoShare.Merchants;

/// <summary>A merchant as one caller sees it; the order of everything depends on the records alone.</summary>
/// <param name="Records">The joined records, newest first by their version 1.</param>
/// <param name="Mentions">Records found by the identifier that are not joined, because a party carries it or it is unverified; newest first.</param>
/// <param name="HeadersOnly">RED records of others: to be shown by id, kind and publisher alone, never joined; by id.</param>
/// <param name="Truncated">There are more than <see cref="MerchantJoin.MaxRecords"/>.</param>
public sealed record MerchantProfile(
    IReadOnlyList<IndexedRecord> Records, IReadOnlyList<IndexedRecord> Mentions, IReadOnlyList<IndexedRecord> HeadersOnly, bool Truncated)
{
    /// <summary>Every record of which the profile says something.</summary>
    public IEnumerable<IndexedRecord> All => Records.Concat(Mentions).Concat(HeadersOnly);

    public int Count => Records.Count + Mentions.Count + HeadersOnly.Count;
}
