using System.Globalization;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// Numbers that are never given twice, behind ETags and receipts: the store's openings so far in the upper 24 bits, a counter of this one
/// in the lower 40. So nothing is written to keep them apart but once per opening.
/// </summary>
internal sealed class Versions(long opens)
{
    private long _last = opens << 40;

    public long Next() => Interlocked.Increment(ref _last);

    public static string Format(long version) => version.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The number of an ETag, or -1, which no row has, if it is none of ours.</summary>
    public static long Parse(string tag) =>
        long.TryParse(tag, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var version) ? version : -1;
}
