namespace InfoShare.Screening;

/// <summary>What a word is in a name. Numbers are part of the index: add at the end.</summary>
internal enum WordKind : byte
{
    /// <summary>In no table: what tells names apart.</summary>
    Plain,
    Number,
    Initial,
    Stop,
    Generic,
    Trade,
    Place,
    Title,
    Particle,
    Given,
    LegalForm,
}
