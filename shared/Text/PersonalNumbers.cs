using InfoShare.Identifiers;

namespace InfoShare.Text;

/// <summary>Finds payment card numbers and IBANs in free text, which must not carry consumers' personal data.</summary>
public static class PersonalNumbers
{
    private const int MinCard = 13;
    private const int MaxCard = 19;

    /// <summary>The shortest IBAN has 15 characters, of which at least half are digits.</summary>
    private const int MinDigits = 8;

    private const int DigitsOfSymbol = 3;

    /// <summary>The groups that card numbers are printed in.</summary>
    private static readonly int[][] Layouts = [[4, 4, 4, 4], [4, 4, 4, 4, 3], [4, 6, 5], [4, 6, 4], [6, 13]];

    /// <summary>What the text seems to hold, as the end of a sentence and without the number itself; null when nothing was found.</summary>
    public static string? Suspect(string text)
    {
        if (!MayHoldOne(text))
        {
            return null;
        }

        var plain = Normal.Nfkc(Visible.WithoutMarks(text));
        return AnyCard(plain) ? "a payment card number" : AnyIban(plain) ? "an IBAN" : null;
    }

    /// <summary>Most texts hold far too few digits, and need no closer look. A symbol may become several digits in NFKC.</summary>
    private static bool MayHoldOne(string text)
    {
        var digits = 0;
        foreach (var unit in text)
        {
            digits += char.IsAsciiDigit(unit) ? 1 : char.IsAscii(unit) || char.IsLetter(unit) ? 0 : DigitsOfSymbol;
        }

        return digits >= MinDigits;
    }

    /// <summary>
    /// A run of digits with single spaces, dots or hyphens between them that is a card number as a whole, or holds one written alone or in the
    /// groups that cards are printed in (so that an expiry date after it does not hide it).
    /// </summary>
    private static bool AnyCard(string text)
    {
        var (groups, digits) = (new List<Range>(), 0);
        for (var i = 0; i < text.Length;)
        {
            var length = text.AsSpan(i).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length - i;
            if (length > 0)
            {
                groups.Add(i..(i + length));
                digits += length;
                i += length;
            }

            if (groups.Count > 0 && (i >= text.Length || !JoinsDigits(text, i)))
            {
                if (digits >= MinCard && AnyCardIn(groups.ConvertAll(group => text[group])))
                {
                    return true;
                }

                groups.Clear();
                digits = 0;
            }

            i++;
        }

        return false;
    }

    private static bool AnyCardIn(List<string> groups)
    {
        if (IsCard(string.Concat(groups.Take(MaxCard + 1))))
        {
            return true;
        }

        for (var i = 0; i < groups.Count; i++)
        {
            if (IsCard(groups[i]) || Layouts.Any(layout => Fits(groups, i, layout) && IsCard(string.Concat(groups.Skip(i).Take(layout.Length)))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(List<string> groups, int start, int[] layout)
    {
        for (var i = 0; i < layout.Length; i++)
        {
            if (start + i >= groups.Count || groups[start + i].Length != layout[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool JoinsDigits(string text, int at) =>
        IsSeparator(text[at]) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    private static bool EndsSentence(ReadOnlySpan<char> rest) => rest[0] == '.' && (rest.Length == 1 || !char.IsAsciiLetterOrDigit(rest[1]));

    private static bool IsSeparator(char unit) => unit is ' ' or '.' or '\u00B7' || IdentifierText.IsHyphen(unit);

    private static bool IsCard(string digits) =>
        digits.Length is >= MinCard and <= MaxCard && CardPrefixes.Fit(digits) && CheckDigits.Luhn(digits.AsSpan(0, digits.Length - 1)) == digits[^1];

    /// <summary>Two letters of a country with IBANs and two digits at the start of a word, and the country's length in letters and digits.</summary>
    private static bool AnyIban(string text)
    {
        for (var i = 0; i + 4 <= text.Length; i++)
        {
            if ((i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1])) && IsIban(text.AsSpan(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIban(ReadOnlySpan<char> text)
    {
        Span<char> iban = stackalloc char[IbanLengths.Max];
        var length = 0;
        var expected = IbanLengths.Max;
        var at = 0;
        for (; at < text.Length && length < expected; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                iban[length++] = char.ToUpperInvariant(text[at]);
                expected = length == 2 ? IbanLengths.Of(iban[..2]) : expected;
            }
            else if (length == 0 || !IsSeparator(text[at]) || EndsSentence(text[at..]))
            {
                return false;
            }
        }

        var endsWord = at >= text.Length || !char.IsAsciiLetterOrDigit(text[at]);
        return endsWord && length == expected && LooksLike(iban[..length]) && Checks(iban[..length]);
    }

    /// <summary>Two check digits, and no fewer digits than letters, which accounts have and prose ("NO 80 boxes ...") has not.</summary>
    private static bool LooksLike(ReadOnlySpan<char> iban)
    {
        var letters = 0;
        foreach (var unit in iban)
        {
            letters += char.IsAsciiDigit(unit) ? 0 : 1;
        }

        return IdentifierText.IsDigits(iban[2..4]) && letters * 2 <= iban.Length;
    }

    /// <summary>ISO 13616: the first four characters moved to the end, mod 97 is 1.</summary>
    private static bool Checks(ReadOnlySpan<char> iban) => CheckDigits.Mod97(string.Concat(iban[4..], iban[..4])) == 1;
}
