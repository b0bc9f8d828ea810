namespace InfoShare.Submissions;

/// <summary>
/// Tells Chinese text in GB18030 from text in the single-byte code pages of other countries, most of which is valid GB18030 as well:
/// <c>Müller</c> in windows-1252 would be read as <c>M黮ler</c>.
/// </summary>
/// <remarks>
/// What Chinese text is made of (GB/T 2312-1980): pairs of bytes of A1–FE each, nearly all with a first byte up to D7, which is punctuation
/// and the 3,755 common characters, and with second bytes of the whole range. Words of other scripts in their code pages have odd numbers of
/// such bytes as often as even ones, and those of Cyrillic are all in the upper half.
/// </remarks>
internal static class ChineseText
{
    private const int First = 0xA1;
    private const int LastCommon = 0xD7;
    private const int UpperHalf = 0xC0;

    /// <summary>Pairs from which on their second bytes tell something.</summary>
    private const int Telling = 8;

    public static bool IsLikely(ReadOnlySpan<byte> sample)
    {
        var (pairs, common, lower, broken) = (0, 0, 0, 0);
        for (var at = 0; at < sample.Length; at++)
        {
            if (sample[at] < 0x80)
            {
                continue;
            }

            if (at + 1 == sample.Length)
            {
                // Cut by the sample's end.
                break;
            }

            var (lead, trail) = (sample[at], sample[at + 1]);
            at++;
            if (lead < First || trail < First)
            {
                broken++;
                continue;
            }

            pairs++;
            common += lead <= LastCommon ? 1 : 0;
            lower += trail < UpperHalf ? 1 : 0;
        }

        return pairs > 0 && broken * 20 <= pairs && common * 10 >= pairs * 7 && (pairs < Telling || lower * 8 >= pairs);
    }
}
