namespace InfoShare.Screening;

/// <summary>
/// What of a name the other one lacks and a sister company has: the word for a branch; and a place where companies of one group say theirs, in
/// brackets, or behind all but the legal form (<c>Ostwind Trading Germany GmbH</c>). A place before the words that it tells of is another
/// matter: it is part of a description, and is left out as often as not.
/// </summary>
/// <param name="Place">Which word of the name's content it is; −1 for none.</param>
internal readonly record struct SisterMark(bool IsBranch, int Place)
{
    public static SisterMark None { get; } = new(false, -1);

    /// <param name="used">Which of the name's content agrees with the other one's.</param>
    public static SisterMark Of(ParsedName name, ReadOnlySpan<bool> used, ParsedName other)
    {
        var (isBranch, place) = (false, -1);
        for (var at = 0; at < used.Length; at++)
        {
            ref readonly var word = ref name.Content[at];
            if (!used[at])
            {
                isBranch |= word.Idea == Lexicon.Instance.Branch;
                place = IsPlace(word) && (word.Bracketed || (other.Forms.Length > 0 && at == LastBesideForm(name, used))) ? at : place;
            }
        }

        return new(isBranch, place);
    }

    /// <summary>A place of the tables; or, without brackets, what is one behind a name alone.</summary>
    private static bool IsPlace(in NameWord word) => word.Kind == WordKind.Place || (word.Kind == WordKind.Plain && !word.Bracketed && CountryWords.IsShort(word));

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
