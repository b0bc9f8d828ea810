using System.Collections.Frozen;

namespace InfoShare.Merchants;

/// <summary>The schemes whose identifiers join records: the strong ones, and those strong within the issuer that their value names. DESIGN section 5.</summary>
internal static class JoinSchemes
{
    private static readonly FrozenSet<string> Codes = FrozenSet.ToFrozenSet(
        ["uscc", "lei", "vat", "eori", "registration", "tax", "duns", "imo", "mid", "store", "customs-registration"], StringComparer.Ordinal);

    public static bool Contains(string scheme) => Codes.Contains(scheme);
}
