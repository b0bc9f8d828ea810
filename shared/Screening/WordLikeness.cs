namespace InfoShare.Screening;

/// <summary>How much two words are the same word: 1 for the same letters, 0 for two words.</summary>
internal static class WordLikeness
{
    private const float SameIdea = 0.97f;

    /// <summary>Of words that a translation may exchange and that one language keeps apart: energy and power.</summary>
    private const float KindredIdea = 0.6f;

    private const float SameSound = 0.96f;

    private const float KnownWordsLeast = 0.9f;

    private const float Initials = 0.6f;

    /// <summary>Of Chinese words that differ by a nasal, and of such that have another syllable.</summary>
    private const float OtherNasal = 0.66f;

    private const float OtherSyllable = 0.32f;

    /// <summary>At least, of Chinese words that differ by another reading of a character.</summary>
    private const float OtherReading = 0.8f;

    /// <summary>Of short words of which one leaves its vowels out.</summary>
    private const float SameFrame = 0.84f;

    /// <summary>Of words of one sound, or nearly one, that are written in other Han characters: as often as not another company's.</summary>
    private const float SoundsAlike = 0.42f;

    public static float Of(in NameWord one, in NameWord other)
    {
        if (string.Equals(one.Text, other.Text, StringComparison.Ordinal))
        {
            return OfSameText(one, other);
        }

        if (one.Idea != 0 && one.Idea == other.Idea)
        {
            return Lexicon.Instance.AreDistinct(one.Text, other.Text) ? KindredIdea : SameIdea;
        }

        if (one.Kind == WordKind.Number || other.Kind == WordKind.Number)
        {
            return one.Kind == other.Kind && Figures.AreSame(one.Text, other.Text) ? SameIdea : 0;
        }

        if (one.Text.Length == 1 || other.Text.Length == 1)
        {
            return OfInitials(one, other);
        }

        var likeness = AreWrittenApart(one, other) ? Math.Min(OfSpelling(one, other), SoundsAlike) : OfSpelling(one, other);
        return one.Idea != 0 && other.Idea != 0 ? OfKnown(one, other, likeness) : likeness;
    }

    private static float OfSameText(in NameWord one, in NameWord other)
    {
        var isAbjadAlone = one.Script != other.Script && (one.Script == WordScript.Abjad || other.Script == WordScript.Abjad);
        return AreWrittenApart(one, other) ? SoundsAlike : isAbjadAlone ? 0.95f : 1;
    }

    private static float OfInitials(in NameWord one, in NameWord other) =>
        one.Text[0] == other.Text[0] && !IsFiller(one.Kind) && !IsFiller(other.Kind) ? Initials : 0;

    /// <summary>Words that the tables tell apart are hardly spellings of one another.</summary>
    private static float OfKnown(in NameWord one, in NameWord other, float likeness) =>
        likeness < KnownWordsLeast ? 0 : one.Kind == WordKind.Given && other.Kind == WordKind.Given ? likeness : likeness * 0.5f;

    /// <summary>Whether both are in Han characters and not in the same ones: what they share then is at best the sound.</summary>
    public static bool AreWrittenApart(in NameWord one, in NameWord other) =>
        one.Characters is not null && other.Characters is not null && !string.Equals(one.Characters, other.Characters, StringComparison.Ordinal);

    private static bool IsFiller(WordKind kind) => kind is WordKind.Stop or WordKind.Particle;

    private static float OfSpelling(in NameWord one, in NameWord other)
    {
        if (one.Script == WordScript.Abjad != (other.Script == WordScript.Abjad))
        {
            return WithoutVowels(one, other);
        }

        if (one.Script == WordScript.Han != (other.Script == WordScript.Han))
        {
            var (han, plain) = one.Script == WordScript.Han ? (one.Text, other.Text) : (other.Text, one.Text);
            return Pinyin.TryCompare(plain, han, out var difference, isRead: true) ? OfSyllables(Spelled(plain, han), difference) : Math.Max(OfSyllables(plain, han), Rendered(plain, han));
        }

        return OfSyllables(one.Text, other.Text);
    }

    private static float OfSyllables(string one, string other)
    {
        var likeness = Spelled(one, other);
        return likeness > OtherSyllable && Pinyin.TryCompare(one, other, out var difference) ? OfSyllables(likeness, difference) : likeness;
    }

    private static float OfSyllables(float likeness, float difference) => difference switch
    {
        0 => Math.Max(likeness, OtherReading),
        < 1 => Math.Min(likeness, OtherNasal),
        _ => Math.Min(likeness, OtherSyllable),
    };

    private static float Spelled(string one, string other)
    {
        var plain = Spelling.Likeness(one, other);
        if (plain >= SameSound)
        {
            return plain;
        }

        var (sound, otherSound) = (Sounds.Fold(one), Sounds.Fold(other));
        if (string.Equals(sound, otherSound, StringComparison.Ordinal))
        {
            return Math.Max(plain, SameSound);
        }

        return Math.Max(plain, SameSound * Spelling.Likeness(sound, otherSound));
    }

    /// <summary>Words of a script without vowels are alike when their consonants are, the Arabic article left out.</summary>
    private static float WithoutVowels(in NameWord one, in NameWord other)
    {
        var (abjad, plain) = one.Script == WordScript.Abjad ? (one.Text, other.Text) : (other.Text, one.Text);
        var likeness = WithoutVowels(abjad, plain);
        return Sounds.HasArticle(plain) ? Math.Max(likeness, WithoutVowels(abjad, plain[2..])) : likeness;
    }

    private static float WithoutVowels(string abjad, string plain)
    {
        var (bones, otherBones) = (Sounds.Skeleton(abjad, WordScript.Abjad), Sounds.Skeleton(plain));
        var longer = Math.Max(bones.Length, otherBones.Length);
        var likeness = Spelling.Distance(bones, otherBones, 1) switch
        {
            0 => longer switch { < 2 => 0, 2 => 0.72f, 3 => 0.88f, _ => 0.94f },
            1 => longer switch { < 4 => 0, 4 => 0.62f, _ => 0.74f },
            _ => 0,
        };
        return longer < 3 && Sounds.Frame(abjad, WordScript.Abjad) is { Length: > 1 } frame && frame == Sounds.Frame(plain) ? Math.Max(likeness, SameFrame) : likeness;
    }

    /// <summary>A foreign name rendered in Han characters by its sound: a syllable for every consonant, many of them changed.</summary>
    private static float Rendered(string plain, string pinyin)
    {
        var (bones, otherBones) = (Sounds.Skeleton(plain), Sounds.Skeleton(pinyin));
        var longer = Math.Max(bones.Length, otherBones.Length);
        if (longer < 2 || Math.Min(bones.Length, otherBones.Length) < 2)
        {
            return 0;
        }

        var limit = longer / 2;
        var distance = Spelling.Distance(bones, otherBones, limit);
        return distance > limit ? 0 : distance == 0 ? (longer > 2 ? 0.86f : 0.66f) : 0.84f - (distance * 0.9f / longer) is >= 0.4f and var likeness ? likeness : 0;
    }
}
