namespace InfoShare.Text;

/// <summary>Hangul syllables and their jamo, which decompose and compose by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    public const int VowelBase = 0x1161;
    public const int VowelCount = 21;

    /// <summary>One before the first tail: a syllable without a tail has tail number 0.</summary>
    public const int TailBase = 0x11A7;

    public const int TailCount = 28;

    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int LeadCount = 19;
    private const int SyllableCount = LeadCount * VowelCount * TailCount;

    public static bool IsSyllable(int codePoint) => (uint)(codePoint - SyllableBase) < SyllableCount;

    /// <summary>The jamo of a syllable; the tail is 0 when there is none.</summary>
    public static (int Lead, int Vowel, int Tail) Decompose(int syllable)
    {
        var number = syllable - SyllableBase;
        var tail = number % TailCount;
        return (LeadBase + (number / (VowelCount * TailCount)), VowelBase + (number / TailCount % VowelCount), tail == 0 ? 0 : TailBase + tail);
    }

    public static bool TryCompose(int first, int second, out int syllable)
    {
        var (lead, vowel, tail) = ((uint)(first - LeadBase), (uint)(second - VowelBase), (uint)(second - TailBase));
        if (lead < LeadCount && vowel < VowelCount)
        {
            syllable = SyllableBase + (int)(((lead * VowelCount) + vowel) * TailCount);
            return true;
        }

        syllable = first + (int)tail;
        return IsSyllable(first) && (first - SyllableBase) % TailCount == 0 && tail is > 0 and < TailCount;
    }
}
