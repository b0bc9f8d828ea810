using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace InfoShare.Submissions;

/// <summary>
/// A submission's id: 48 hexadecimal digits, of which the first 16 order the newest first and the other 32 are random,
/// so that nobody guesses one.
/// </summary>
public readonly record struct SubmissionId
{
    private const int RandomBytes = 16;

    private const int Length = 2 * (sizeof(long) + RandomBytes);

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdef");

    private readonly string? _value;

    private SubmissionId(string value) => _value = value;

    /// <summary>How many numbers an id is the same as.</summary>
    public static int Numbers => Length / (2 * sizeof(long));

    /// <summary>When the id was made.</summary>
    public DateTimeOffset MadeAt => new(long.MaxValue - BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(_value!)), TimeSpan.Zero);

    public static SubmissionId New(TimeProvider time)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + RandomBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, long.MaxValue - time.GetUtcNow().UtcTicks);
        RandomNumberGenerator.Fill(bytes[sizeof(long)..]);
        return new(Convert.ToHexStringLower(bytes));
    }

    public static bool TryParse(string? text, out SubmissionId id)
    {
        id = default;
        if (text is not { Length: Length } || text.AsSpan().ContainsAnyExcept(Digits))
        {
            return false;
        }

        // The ticks of a time that DateTimeOffset can hold.
        var ticks = long.MaxValue - long.Parse(text.AsSpan(0, 2 * sizeof(long)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        id = new(text);
        return true;
    }

    /// <summary>The id as numbers, for cursors.</summary>
    public long[] ToNumbers()
    {
        var bytes = Convert.FromHexString(_value!);
        return [.. Enumerable.Range(0, Numbers).Select(at => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at * sizeof(long))))];
    }

    /// <summary>The id that <see cref="ToNumbers"/> made the numbers of.</summary>
    public static string OfNumbers(IReadOnlyList<long> numbers) =>
        string.Concat(numbers.Select(number => number.ToString("x16", CultureInfo.InvariantCulture)));

    public override string ToString() => _value ?? "";
}
