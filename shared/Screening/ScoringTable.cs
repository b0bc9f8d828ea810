namespace InfoShare.Screening;

/// <summary>
/// The numbers of the algorithm. They belong to its version: whoever changes one, or a table of words, raises <see cref="Version"/>, so that a
/// score that was told can be explained later. No record moves any of them.
/// </summary>
public static class ScoringTable
{
    public const string Algorithm = "infoshare-names";

    public const string Version = "4";

    /// <summary>Scores from here on are worth a look, unless a query says otherwise.</summary>
    public const double DefaultThreshold = 0.7;

    /// <summary>Of words that stand against each other, against words that agree.</summary>
    public const double Conflict = 1.15;

    /// <summary>Of trades that stand against each other: a company that makes another thing is another one, whatever its brand.</summary>
    public const double TradeConflict = 1.7;

    /// <summary>Of words that only one side has and that can tell names apart.</summary>
    public const double Extra = 0.34;

    /// <summary>Of words of trade, generic words and legal words that only one side has.</summary>
    public const double ExtraCommon = 0.5;

    /// <summary>Of a place that only one side has: a branch there is another company.</summary>
    public const double ExtraPlace = 0.9;

    /// <summary>Of a number that only one side has.</summary>
    public const double ExtraNumber = 1.5;

    /// <summary>Of what agreeing words lack to be the same.</summary>
    public const double Misspelt = 1.25;

    /// <summary>Between persons, words that stand against each other weigh more: family, given and father's names are all telling.</summary>
    public const double PersonConflict = 1.6;

    /// <summary>Of whatever only the name found has, when a part of a name is looked for.</summary>
    public const double ExtraToPart = 0.06;

    /// <summary>The same, when the part is nothing but words that many names have: names with one of them are all that is asked for.</summary>
    public const double ExtraToCommonPart = 0.02;

    public const double PersonExtra = 0.3;

    /// <summary>No telling word agrees.</summary>
    public const double NothingTelling = 0.72;

    /// <summary>At least so much for names of companies that differ by one letter in all.</summary>
    public const double OneLetter = 0.86;

    /// <summary>One of the names is that of a branch.</summary>
    public const double Branch = 0.7;

    /// <summary>A place stands where sister companies say theirs, and the other name has none there, or another one.</summary>
    public const double PlaceOfSister = 0.78;

    public const double FormDiffers = 0.68;

    public const double FormMissing = 0.985;

    public const double FormSpelt = 0.996;

    public const double OrderDiffers = 0.992;

    public const double CountryDiffers = 0.8;

    public const double KindDiffers = 0.85;

    public const double WeakName = 0.93;

    public const double FormerName = 0.98;

    public const double IdentifierAgrees = 0.99;

    /// <summary>A number that others may share, such as a domain.</summary>
    public const double WeakIdentifierAgrees = 0.8;

    public const double IdentifierDiffers = 0.72;

    /// <summary>The most that a name may score that is not the same after folding.</summary>
    public const double NotTheSame = 0.995;
}
