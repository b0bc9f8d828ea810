namespace InfoShare.Screening;

/// <summary>
/// What of a name the other one lacks and a sister company has: the word for a branch; and a place where companies of one group say theirs, in
/// brackets, or behind all but the legal form (<c>Ostwind Trading Germany GmbH</c>). A place before the words that it tells of is another
/// matter: it is part of a description, and is left out as often as not.
/// </summary>
/// <param name="Place">Null if there is none.</param>
internal readonly record struct SisterMark(bool IsBranch, NameWord? Place)
{
    /// <param name="used">Which of the name's content agrees with the other one's.</param>
    public static SisterMark Of(ParsedName name, ReadOnlySpan<bool> used, ParsedName other)
    {
        var (isBranch, place) = (false, (NameWord?)null);
        var last = other.Forms.Length > 0 ? LastBesideForm(name, used) : -1;
        for (var at = 0; at < used.Length; at++)
        {
            ref readonly var word = ref name.Content[at];
            if (!used[at])
            {
                isBranch |= word.Idea == Lexicon.Instance.Branch;
                place = IsPlace(word, at == last) ? word : place;
            }
        }

        return new(isBranch, place);
    }

    private static bool IsPlace(in NameWord word, bool isLast) => word.Kind == WordKind.Place ? word.Bracketed || isLast : isLast && CountryWords.IsShort(word);

    /// <summary>
    /// In the content of a name that has a legal form, which stands before or behind all of it: the last word but for generic ones, behind
    /// another one; else −1. Behind a place that agrees it is part of an address, as behind the form.
    /// </summary>
    private static int LastBesideForm(ParsedName name, ReadOnlySpan<bool> used)
    {
        var (at, last, isClosed) = (0, -1, name.Forms.Length == 0);
        foreach (ref readonly var word in name.Words.AsSpan())
        {
            if (word.Kind == WordKind.LegalForm)
            {
                isClosed |= at > 0;
            }
            else
            {
                if (word.Kind != WordKind.Generic)
                {
                    if (isClosed)
                    {
                        return -1;
                    }

                    last = at;
                }

                at++;
            }
        }

        return last > 0 && !(name.Content[last - 1].Kind == WordKind.Place && used[last - 1]) ? last : -1;
    }
}
