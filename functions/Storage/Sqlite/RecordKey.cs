using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// Where a record's current row or one of its versions is in the database file: a number that the index is made of, and the whole key.
/// </summary>
/// <remarks>
/// A record's id is 37 characters, and each row's key has all of them. But an id is random: the 50 bits after its kind and shard tell it from every other, so
/// the index holds those in place of the key, and is a third of its size. All rows of a record have one place, so they are neighbours in the index, where
/// a publication changes one page at a place as random as the id. Places are in the order of the keys, whatever the keys are: what two keys have in common is told apart by
/// the keys themselves. The encoding is part of the file's format (its user_version).
/// </remarks>
/// <param name="Place">8 bits of the shard, 4 of the kind, 50 of the id.</param>
/// <param name="Tail">0 of a current row, else the version's number, so that versions are found among many, in their order.</param>
/// <param name="Row">The partition and the key without its head, U+0001 between them.</param>
public readonly record struct RecordKey(long Place, int Tail, string Row)
{
    private const int PlaceDigits = 10;

    private const int VersionLength = 7;

    private const int PartitionShift = 54;

    private const int KindShift = 50;

    private const long DigitBits = (1L << KindShift) - 1;

    /// <summary>The tail of versions' keys that have no number where a version has it.</summary>
    public const int NoVersion = 1_000_000;

    /// <summary>How an id begins, in the order of text. Not taken from the kinds that there are: another one among them would move all records.</summary>
    private static readonly string[] Kinds = ["alert_", "case_", "sanction_"];

    /// <summary>Of a row's key, without its head.</summary>
    public static RecordKey Of(string partition, string head, string rest) =>
        new(PlaceOf(partition, rest), head == StorageNames.RecordRows.CurrentHead ? 0 : TailOf(rest), $"{partition}\u0001{rest}");

    /// <summary>The last place of a partition.</summary>
    public static long LastPlace(string partition) => (ShardOf(partition) << PartitionShift) | ((1L << PartitionShift) - 1);

    /// <summary>Never greater for the lesser of two keys of a partition.</summary>
    /// <param name="rest">The key without its head.</param>
    public static long PlaceOf(string partition, string rest)
    {
        var start = ShardOf(partition) << PartitionShift;
        for (var kind = 0; kind < Kinds.Length; kind++)
        {
            if (rest.StartsWith(Kinds[kind], StringComparison.Ordinal))
            {
                return start | (((2L * kind) + 1) << KindShift) | DigitsOf(partition, rest.AsSpan(Kinds[kind].Length));
            }

            if (string.CompareOrdinal(rest, Kinds[kind]) < 0)
            {
                return start | ((2L * kind) << KindShift);
            }
        }

        return start | ((2L * Kinds.Length) << KindShift);
    }

    /// <summary>Of an id, what follows its shard; of anything else, the nearest that such an id could have.</summary>
    private static long DigitsOf(string shard, ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(shard, StringComparison.Ordinal))
        {
            return text.CompareTo(shard, StringComparison.Ordinal) < 0 ? 0 : DigitBits;
        }

        var digits = 0L;
        text = text[shard.Length..];
        for (var (at, left) = (0, KindShift); at < PlaceDigits; at++)
        {
            left -= KindShift / PlaceDigits;
            if (at == text.Length || text[at] < '2')
            {
                return digits;
            }

            var (rank, isDigit) = RankOf(text[at]);
            digits |= (long)rank << left;
            if (!isDigit)
            {
                return digits | ((1L << left) - 1);
            }
        }

        return digits;
    }

    /// <summary>The rank of a base32 digit in the order of text, or of the last one before the character.</summary>
    private static (int Rank, bool IsDigit) RankOf(char character) => character switch
    {
        <= '7' => (character - '2', true),
        < 'a' => (5, false),
        <= 'z' => (character - 'a' + 6, true),
        _ => (31, false),
    };

    /// <summary>Partitions that are no shard share one number.</summary>
    private static long ShardOf(string partition) =>
        partition.Length == 2 && byte.TryParse(partition, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var shard) ? shard : byte.MaxValue;

    /// <summary>The number at the end of <c>{id}~{version:6 digits}</c>; where there is another <c>~</c>, it is not such a key.</summary>
    private static int TailOf(string rest) =>
        rest.Length >= VersionLength && rest.IndexOf('~', StringComparison.Ordinal) == rest.Length - VersionLength
        && int.TryParse(rest.AsSpan(rest.Length - VersionLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : NoVersion;
}
