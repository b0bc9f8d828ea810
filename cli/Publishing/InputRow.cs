namespace InfoShare.Cli.Publishing;

/// <summary>One line of a file to publish: a JSON text, or a CSV's row, which may run over several lines of text.</summary>
/// <param name="Number">From 1; in a CSV the header is row 1, as a spreadsheet numbers it.</param>
/// <param name="Bytes">In UTF-8, without the line end.</param>
/// <param name="IsBlank">There is nothing in it: passed over by the hub, which counts it all the same.</param>
/// <param name="IsInOrder">It is no longer than the hub takes, and a CSV's quotes tell where it ends.</param>
public readonly record struct InputRow(long Number, ReadOnlyMemory<byte> Bytes, bool IsBlank, bool IsInOrder);
