namespace InfoShare.Cli.Ofac;

/// <summary>One statement of an entry's remarks, between semicolons.</summary>
/// <param name="Text">As the list has it.</param>
/// <param name="IsCut">The remarks end here because the field was full, in the middle of the statement: not to be read as a whole one.</param>
public sealed record RemarkPart(string Text, bool IsCut)
{
    /// <summary>The file's field holds no more; longer remarks go on in a file that the three do not include.</summary>
    public const int FieldLength = 1000;

    public static IReadOnlyList<RemarkPart> Split(string remarks)
    {
        var isFull = remarks.Length >= FieldLength;
        var texts = (isFull ? remarks : WithoutFullStop(remarks)).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. texts.Select((text, index) => new RemarkPart(text, isFull && index == texts.Length - 1))];
    }

    private static string WithoutFullStop(string remarks) => remarks.EndsWith('.') ? remarks[..^1] : remarks;
}
