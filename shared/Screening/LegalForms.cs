using System.Collections.Frozen;

namespace InfoShare.Screening;

/// <summary>Whether two legal forms can be those of one company.</summary>
internal static class LegalForms
{
    /// <summary>National forms that are nearly always translated when the name is: Ltd, LLC or JSC stand for them. GmbH, SARL or AS are kept.</summary>
    private static readonly FrozenSet<string> Translated = new[]
    {
        "am", "ar", "au", "az", "bg", "cn", "ge", "gr", "il", "in", "ir", "jp", "kr", "kz", "mn", "ru", "sg", "th", "tr", "uz", "vn", "yu",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Translations = new[] { "any", "ltd", "us", "uk" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>National forms for which ООО or АО stands in a Russian text.</summary>
    private static readonly FrozenSet<string> TranslatedIntoRussian = new[] { "az", "cn", "ee", "ir", "jp", "kr", "lt", "lv", "tr", "uz", "vn" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Forms by their ideas.</summary>
    private static readonly Form[][] Forms = [.. Enumerable.Range(0, Lexicon.Instance.Ideas).Select(idea => Read(Lexicon.Instance.NameOf((ushort)idea)))];

    public static bool Agree(ushort one, ushort other)
    {
        foreach (var form in Forms[one])
        {
            foreach (var otherForm in Forms[other])
            {
                if (Agree(form, otherForm))
                {
                    return true;
                }
            }
        }

        return IsCompany(one, other) || IsCompany(other, one);
    }

    private static bool Agree(Form one, Form other) => one.Kind == other.Kind
        ? one.Nations.Overlaps(other.Nations) || IsTranslated(one, other) || IsTranslated(other, one)
        : (one.Kind, other.Kind) is ("state", "jsc") or ("jsc", "state");

    private static bool IsTranslated(Form one, Form into) => into.Nations.Overlaps(Translations)
        ? one.Nations.Overlaps(Translated) || one.Nations.Overlaps(Translations)
        : into.Nations.Contains("ru") && one.Nations.Overlaps(TranslatedIntoRussian);

    /// <summary>A Chinese company limited by shares is a company limited, in English, as often as one that is not.</summary>
    private static bool IsCompany(ushort one, ushort other) =>
        Lexicon.Instance.NameOf(one) is "jsc.cn" or "jsc.jp" or "jsc.id" or "jsc.kr" && Lexicon.Instance.NameOf(other) is "llc.any" or "llc.ltd";

    private static Form[] Read(string name)
    {
        var forms = new List<Form>();
        foreach (var each in name.Split('|'))
        {
            var dot = each.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0)
            {
                forms.Add(new(each[..dot], each[(dot + 1)..].Split('+').ToFrozenSet(StringComparer.Ordinal)));
            }
        }

        return [.. forms];
    }

    /// <param name="Kind">The class of bodies.</param>
    /// <param name="Nations">Whose form it may be.</param>
    private sealed record Form(string Kind, FrozenSet<string> Nations);
}
