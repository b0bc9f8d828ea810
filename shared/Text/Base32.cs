namespace InfoShare.Text;

/// <summary>Base32 of RFC 4648 section 6, in lower-case and without padding.</summary>
public static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create(Alphabet);

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> digits = stackalloc char[((bytes.Length * 8) + 4) / 5];
        var (buffer, bits, written) = (0, 0, 0);
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                digits[written++] = Alphabet[(buffer >> bits) & 31];
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            digits[written++] = Alphabet[(buffer << (5 - bits)) & 31];
        }

        return new string(digits[..written]);
    }

    public static bool IsValid(ReadOnlySpan<char> digits) => !digits.ContainsAnyExcept(Digits);
}
