using InfoShare.Identifiers;

namespace InfoShare.Text;

/// <summary>Finds payment card numbers and IBANs in free text, which must not carry consumers' personal data.</summary>
public static class PersonalNumbers
{
    private const int MinCard = 13;
    private const int MaxCard = 19;

    /// <summary>What the text seems to hold, as the end of a sentence and without the number itself; null when nothing was found.</summary>
    public static string? Suspect(string text)
    {
        var plain = Normal.Nfkc(text);
        return AnyCard(plain) ? "a payment card number" : AnyIban(plain) ? "an IBAN" : null;
    }

    /// <summary>A run of digits, with single spaces or hyphens between them, of which the whole or a grouped part reads as a card number.</summary>
    private static bool AnyCard(string text)
    {
        var digits = new List<char>();
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                digits.Add(text[i]);
            }
            else if (i == text.Length || digits.Count == 0 || !JoinsDigits(text, i))
            {
                if (digits.Count is >= MinCard and <= MaxCard && IsCard(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(digits)))
                {
                    return true;
                }

                digits.Clear();
            }
        }

        return false;
    }

    private static bool JoinsDigits(string text, int at) =>
        (text[at] == ' ' || IdentifierText.IsHyphen(text[at])) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    private static bool IsCard(ReadOnlySpan<char> digits) => CardPrefixes.Fit(digits) && CheckDigits.Luhn(digits[..^1]) == digits[^1];

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
        var at = 0;
        for (; at < text.Length && length < IbanLengths.Max; at++)
        {
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                iban[length++] = char.ToUpperInvariant(text[at]);
                if (length >= 4 && length == IbanLengths.Of(iban[..2]))
                {
                    break;
                }
            }
            else if (length == 0 || (text[at] != ' ' && !IdentifierText.IsHyphen(text[at])))
            {
                return false;
            }
        }

        var endsWord = at + 1 >= text.Length || !char.IsAsciiLetterOrDigit(text[at + 1]);
        return endsWord && length >= 4 && length == IbanLengths.Of(iban[..2]) && IdentifierText.IsDigits(iban[2..4]) && Checks(iban[..length]);
    }

    /// <summary>ISO 13616: the first four characters moved to the end, mod 97 is 1.</summary>
    private static bool Checks(ReadOnlySpan<char> iban) => CheckDigits.Mod97(string.Concat(iban[4..], iban[..4])) == 1;
}
