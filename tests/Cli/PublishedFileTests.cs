using System.IO.Compression;
using System.Text;
using InfoShare.Cli;
using InfoShare.Cli.Publishing;

namespace InfoShare.Tests.Cli;

public sealed class PublishedFileTests
{
    [Fact]
    public async Task A_Csv_Is_Cut_Between_Rows_And_Every_Part_Repeats_The_Header()
    {
        using var file = await FileOfAsync("a,b\r\n1,\"x\ny\"\r\n\r\n2,z\r\n", InputFormat.Csv);

        var batches = Batches.Of(file, row => row.Bytes, header => header, maxBytes: 1).ToList();

        Assert.Equal(["a,b\n1,\"x\ny\"\n", "a,b\n2,z\n"], batches.Select(Content));
        Assert.Equal((2, 4), (batches[0].RowOf(2), batches[1].RowOf(2)));
    }

    [Fact]
    public async Task Utf16_Is_Sent_As_Utf8()
    {
        using var input = new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name\n漢\n")]);
        using var terminal = TerminalOf(input);
        using var file = await InputFile.OpenAsync("-", InputFormat.Csv, terminal, CancellationToken.None);

        Assert.Equal("漢", Encoding.UTF8.GetString(file.Rows().Last().Bytes.Span));
    }

    [Fact]
    public void A_Json_Line_Becomes_A_Correction()
    {
        var corrected = Corrections.OfJson("""{"kind":"case","op":"publish","reference":"A"}"""u8.ToArray());

        Assert.Equal("""{"op":"correct","kind":"case","reference":"A"}""", Encoding.UTF8.GetString(corrected!.Value.Span));
        Assert.Null(Corrections.OfJson("""{"op":"retract"}"""u8.ToArray()));
    }

    [Theory]
    [InlineData("a;b;c,d", ';', null)]
    [InlineData("a\tOp", '\t', 1)]
    [InlineData("\"op\",a", ',', 0)]
    public void A_Csvs_Header_Tells_Its_Separator_And_Whether_Rows_Say_What_They_Do(string header, char separator, int? operation)
    {
        var bytes = Encoding.UTF8.GetBytes(header);

        Assert.Equal((separator, operation), (Corrections.SeparatorOf(bytes), Corrections.OperationColumn(bytes)));
    }

    [Theory]
    [InlineData("1,publish,3", 1, "1,correct,3")]
    [InlineData("\"1,\"\"x\n\",,3", 1, "\"1,\"\"x\n\",correct,3")]
    [InlineData("1,", 1, "1,correct")]
    [InlineData("1", 2, "1,,correct")]
    [InlineData("publish,2", 0, "correct,2")]
    public void A_Csvs_Row_Becomes_A_Correction_In_Its_Own_Column(string row, int column, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Corrections.WithCell(Encoding.UTF8.GetBytes(row), ',', column, "correct").Span));

    [Fact]
    public async Task Rejected_Rows_Come_Back_As_They_Were_With_Their_Errors()
    {
        using var file = await FileOfAsync("a;b\n1;2\n3;4\n", InputFormat.Csv);
        using var output = new MemoryStream();

        RejectedFile.Write(file, new Dictionary<long, string> { [3] = "b: \"4\" is wrong" }, output);

        Assert.Equal("a;b;error\n3;4;\"b: \"\"4\"\" is wrong\"\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    private static async Task<InputFile> FileOfAsync(string content, InputFormat format)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(content));
        using var terminal = TerminalOf(input);
        return await InputFile.OpenAsync("-", format, terminal, CancellationToken.None);
    }

    private static Terminal TerminalOf(Stream input) => new(input, Stream.Null, TextWriter.Null, _ => null, isInteractive: false);

    private static string Content(Batch batch)
    {
        using var gzip = new GZipStream(new MemoryStream(batch.Complete()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }
}
