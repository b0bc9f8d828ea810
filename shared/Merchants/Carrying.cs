namespace InfoShare.Merchants;

/// <summary>How a record can carry an identifier.</summary>
internal enum Carrying
{
    /// <summary>Its merchant has it, verified.</summary>
    Verified,

    /// <summary>Its merchant has it, verified or not.</summary>
    Either,

    /// <summary>One of its parties has it.</summary>
    Party,
}
