namespace InfoShare.Access;

/// <summary>What a record would be shown for; the label may allow one use and not another.</summary>
public enum Use
{
    /// <summary>One record, asked for by its id.</summary>
    Get,

    /// <summary>A past version of one record.</summary>
    History,

    /// <summary>A page of records.</summary>
    List,

    /// <summary>A merchant's profile, by identifier or by record. RED: header alone.</summary>
    LookUp,

    /// <summary>Search and screening by name.</summary>
    Screening,

    /// <summary>The change feed.</summary>
    Feed,

    /// <summary>A downloadable dataset.</summary>
    Dataset,

    /// <summary>A notification.</summary>
    Delivery,

    /// <summary>Counts and sums.</summary>
    Statistics,

    /// <summary>Being named as related in another record.</summary>
    Related,

    /// <summary>The anonymous look-up.</summary>
    Public,
}
