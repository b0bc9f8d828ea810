using System.Buffers;
using System.Globalization;

namespace InfoShare.Datasets;

/// <summary>
/// A version's id: <c>YYYYMMDDHHMMSS-{4 hex of the epoch}{number}</c>, such as <c>20260301120000-7f3a000012</c>. Opaque to callers; sorts by time.
/// </summary>
/// <param name="BuiltAt">To the second.</param>
/// <param name="EpochTag">The first four digits of the sequence's epoch: a version of another epoch is known as such.</param>
/// <param name="Number">Counts the dataset's versions within the epoch, from 1.</param>
public readonly record struct DatasetVersion(DateTimeOffset BuiltAt, string EpochTag, int Number)
{
    /// <summary>Characters of the epoch.</summary>
    public const int TagLength = 4;

    private const string Time = "yyyyMMddHHmmss";

    private const int NumberLength = 6;

    private static readonly SearchValues<char> TagDigits = SearchValues.Create("0123456789abcdef");

    private const int Length = 14 + 1 + TagLength + NumberLength;

    /// <summary>A new version of the epoch.</summary>
    public static DatasetVersion Of(DateTimeOffset builtAt, string epoch, int number) =>
        new(builtAt.AddTicks(-(builtAt.Ticks % TimeSpan.TicksPerSecond)).ToUniversalTime(), TagOf(epoch), number);

    public static string TagOf(string epoch) => epoch[..TagLength];

    public static bool TryParse(string? text, out DatasetVersion version)
    {
        version = default;
        if (text?.Length != Length || text[14] != '-')
        {
            return false;
        }

        if (!DateTimeOffset.TryParseExact(text[..14], Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var builtAt)
            || !int.TryParse(text.AsSpan(15 + TagLength), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || text.AsSpan(15, TagLength).ContainsAnyExcept(TagDigits))
        {
            return false;
        }

        version = new(builtAt, text.Substring(15, TagLength), number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BuiltAt.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}-{EpochTag}{Number:D6}");
}
