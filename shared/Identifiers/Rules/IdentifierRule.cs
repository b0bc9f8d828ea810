namespace InfoShare.Identifiers.Rules;

/// <summary>The form of one scheme's identifiers.</summary>
internal abstract class IdentifierRule
{
    /// <param name="text">Not empty, in NFKC, without control characters, lone surrogates and white space at its ends.</param>
    /// <returns>A value that reads as itself. <see cref="IdentifierReader"/> sees to length and forbidden characters.</returns>
    public abstract IdentifierReading Read(string text);
}
