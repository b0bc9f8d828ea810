using System.Collections.Frozen;

namespace InfoShare.Screening;

/// <summary>Whether two legal forms can be those of one company.</summary>
internal static class LegalForms
{
    /// <summary>National forms that are nearly always translated when the name is: Ltd, LLC or JSC stand for them.</summary>
    private static readonly FrozenSet<string> Translated = new[] { "ru", "cn", "ar", "bg", "yu", "gr", "jp", "kr", "vn", "tr", "cz", "pl" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Translations = new[] { "any", "ltd", "us", "uk" }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Agree(ushort one, ushort other)
    {
        var (kind, nation) = Split(one);
        var (otherKind, otherNation) = Split(other);
        if (string.Equals(kind, otherKind, StringComparison.Ordinal))
        {
            return string.Equals(nation, otherNation, StringComparison.Ordinal) || nation is "any" || otherNation is "any"
                || (Translated.Contains(nation) && Translations.Contains(otherNation)) || (Translated.Contains(otherNation) && Translations.Contains(nation))
                || (Translated.Contains(nation) && Translated.Contains(otherNation));
        }

        return (kind is "state" && otherKind is "jsc") || (kind is "jsc" && otherKind is "state") || IsCompany(one, other) || IsCompany(other, one);
    }

    /// <summary>A Chinese company limited by shares is a company limited, in English, as often as one that is not.</summary>
    private static bool IsCompany(ushort one, ushort other) =>
        Lexicon.Instance.NameOf(one) is "jsc.cn" or "jsc.jp" or "jsc.id" or "jsc.kr" && Lexicon.Instance.NameOf(other) is "llc.any" or "llc.ltd";

    private static (string Kind, string Nation) Split(ushort idea)
    {
        var name = Lexicon.Instance.NameOf(idea);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return (name[..dot], name[(dot + 1)..]);
    }
}
