using System.Runtime.InteropServices;

namespace InfoShare.Merchants;

/// <summary>
/// What every indexed version has, at a fixed place before its texts, so that a filter or a walk reads it without decoding. Numbers are
/// those of the <see cref="Vocabulary"/>; instants are UTC ticks.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct RowFacts
{
    public const int Absent = -1;

    public long PublishedAt;
    public long UpdatedAt;

    /// <summary>0: never.</summary>
    public long PublicityEndsAt;
    public int Version;
    public int Publisher;
    public int Label;

    /// <summary>Day number, or <see cref="Absent"/>.</summary>
    public int DecidedOn;
    public int PublisherJurisdiction;
    public int MerchantCountry;
    public int Category;
    public int Typology;
    public short RiskScore;
    public byte Kind;
    public byte Status;
    public byte Change;
    public byte Shard;
}
