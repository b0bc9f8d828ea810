namespace InfoShare.Screening;

/// <summary>Whether two legal forms can be those of one company.</summary>
internal static class LegalForms
{
    private static readonly Dictionary<string, int> Bits = new(StringComparer.Ordinal);

    /// <summary>National forms that are nearly always translated when the name is: Ltd, LLC or JSC stand for them. GmbH, SARL or AS are kept.</summary>
    private static readonly UInt128 Translated = Mask("am+ar+au+az+bg+cn+ge+gr+il+in+ir+jp+kr+kz+mn+ru+sg+th+tr+uz+vn+yu");

    private static readonly UInt128 Translations = Mask("any+ltd+us+uk");

    private static readonly UInt128 Russian = Mask("ru");

    /// <summary>National forms for which ООО or АО stands in a Russian text.</summary>
    private static readonly UInt128 TranslatedIntoRussian = Mask("az+cn+ee+ir+jp+kr+lt+lv+tr+uz+vn");

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

    private static bool Agree(in Form one, in Form other) => one.Kind == other.Kind
        ? (one.Nations & other.Nations) != 0 || IsTranslated(one, other) || IsTranslated(other, one)
        : (one.IsState && other.IsShares) || (one.IsShares && other.IsState);

    private static bool IsTranslated(in Form one, in Form into) =>
        ((into.Nations & Translations) != 0 && (one.Nations & (Translated | Translations)) != 0) || ((into.Nations & Russian) != 0 && (one.Nations & TranslatedIntoRussian) != 0);

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
                forms.Add(new(each[..dot], Mask(each[(dot + 1)..])));
            }
        }

        return [.. forms];
    }

    /// <summary>A bit for each nation.</summary>
    private static UInt128 Mask(string nations)
    {
        var mask = UInt128.Zero;
        foreach (var nation in nations.Split('+'))
        {
            if (!Bits.TryGetValue(nation, out var bit))
            {
                bit = Bits.Count < 128 ? Bits.Count : throw new InvalidOperationException("There are more nations in the table of legal forms than bits.");
                Bits.Add(nation, bit);
            }

            mask |= UInt128.One << bit;
        }

        return mask;
    }

    /// <param name="Kind">The class of bodies.</param>
    /// <param name="Nations">Whose form it may be.</param>
    private readonly record struct Form(string Kind, UInt128 Nations)
    {
        public bool IsState => Kind is "state";

        public bool IsShares => Kind is "jsc";
    }
}
