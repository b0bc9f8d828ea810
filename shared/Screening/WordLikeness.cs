namespace InfoShare.Screening;

/// <summary>How much two words are the same word: 1 for the same letters, 0 for two words.</summary>
internal static class WordLikeness
{
    private const float SameIdea = 0.97f;

    private const float SameSound = 0.96f;

    private const float KnownWordsLeast = 0.9f;

    private const float Initials = 0.6f;

    public static float Of(in NameWord one, in NameWord other)
    {
        if (string.Equals(one.Text, other.Text, StringComparison.Ordinal))
        {
            return one.Script == other.Script || (one.Script != WordScript.Abjad && other.Script != WordScript.Abjad) ? 1 : 0.95f;
        }

        if (one.Idea != 0 && one.Idea == other.Idea)
        {
            return SameIdea;
        }

        if (one.Kind == WordKind.Number || other.Kind == WordKind.Number)
        {
            return 0;
        }

        if (one.Text.Length == 1 || other.Text.Length == 1)
        {
            return one.Text[0] == other.Text[0] && one.Kind is not (WordKind.Stop or WordKind.Particle) && other.Kind is not (WordKind.Stop or WordKind.Particle) ? Initials : 0;
        }

        var likeness = OfSpelling(one, other);
        var isKnown = one.Idea != 0 && other.Idea != 0;
        return isKnown && likeness < KnownWordsLeast ? 0 : isKnown && !(one.Kind == WordKind.Given && other.Kind == WordKind.Given) ? likeness * 0.5f : likeness;
    }

    private static float OfSpelling(in NameWord one, in NameWord other)
    {
        if (one.Script == WordScript.Abjad != (other.Script == WordScript.Abjad))
        {
            return WithoutVowels(one.Text, other.Text);
        }

        if (one.Script == WordScript.Han != (other.Script == WordScript.Han))
        {
            var (han, plain) = one.Script == WordScript.Han ? (one.Text, other.Text) : (other.Text, one.Text);
            return Math.Max(Spelled(han, plain), Rendered(plain, han));
        }

        return Spelled(one.Text, other.Text);
    }

    private static float Spelled(string one, string other)
    {
        var plain = Spelling.Likeness(one, other);
        var (sound, otherSound) = (Sounds.Fold(one), Sounds.Fold(other));
        if (string.Equals(sound, otherSound, StringComparison.Ordinal))
        {
            return Math.Max(plain, SameSound);
        }

        return Math.Max(plain, SameSound * Spelling.Likeness(sound, otherSound));
    }

    /// <summary>Words of a script without vowels are alike when their consonants are.</summary>
    private static float WithoutVowels(string one, string other)
    {
        var (bones, otherBones) = (Sounds.Skeleton(one), Sounds.Skeleton(other));
        var longer = Math.Max(bones.Length, otherBones.Length);
        return Spelling.Distance(bones, otherBones, 1) switch
        {
            0 => longer switch { < 2 => 0, 2 => 0.72f, 3 => 0.88f, _ => 0.94f },
            1 => longer switch { < 4 => 0, 4 => 0.62f, _ => 0.74f },
            _ => 0,
        };
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
