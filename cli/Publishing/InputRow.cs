namespace InfoShare.Cli.Publishing;

/// <summary>One line of a file to publish: a JSON text, or a CSV's row, which may run over several lines of text.</summary>
/// <param name="Number">From 1; in a CSV the header is row 1, as a spreadsheet numbers it.</param>
/// <param name="Bytes">Without the line end.</param>
public readonly record struct InputRow(long Number, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Nothing but white space: skipped by the hub, which counts it all the same.</summary>
    public bool IsBlank => Bytes.Span.Trim(" \t\r"u8).IsEmpty;
}
