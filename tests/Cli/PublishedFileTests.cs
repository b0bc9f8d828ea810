using System.IO.Compression;
using System.Text;
using InfoShare.Cli;
using InfoShare.Cli.Publishing;
using InfoShare.Tests.Submissions;

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
    public async Task A_Gzip_File_Is_Unpacked_And_A_Damaged_One_Refused()
    {
        byte[] gzip = [.. SubmissionDriver.Gzip([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name\n漢")]), .. SubmissionDriver.Gzip(Encoding.Unicode.GetBytes("字\n"))];
        using var whole = new MemoryStream(gzip);
        using var terminal = TerminalOf(whole);
        using var file = await InputFile.OpenAsync("-", InputFormat.Csv, terminal, CancellationToken.None);

        Assert.Equal("漢字", Encoding.UTF8.GetString(file.Rows().Last().Bytes.Span));

        using var part = new MemoryStream(gzip[..^3]);
        using var damaged = TerminalOf(part);
        await Assert.ThrowsAsync<UsageException>(() => InputFile.OpenAsync("-", InputFormat.Csv, damaged, CancellationToken.None));
    }

    [Fact]
    public void A_Json_Line_Becomes_A_Correction()
    {
        Assert.Equal(
            """{"op":"correct","change":{"reason":"why"},"kind":"case","reference":"A"}""",
            Encoding.UTF8.GetString(Corrections.OfJson("""{"kind":"case","op":"publish","reference":"A"}"""u8.ToArray(), "why")!.Value.Span));
        Assert.Equal(
            """{"op":"correct","reference":"A","change":{"reason":"its own"}}""",
            Encoding.UTF8.GetString(Corrections.OfJson("""{"reference":"A","change":{"reason":"its own"}}"""u8.ToArray(), "why")!.Value.Span));
        Assert.Null(Corrections.OfJson("""{"op":"retract"}"""u8.ToArray(), "why"));
    }

    [Theory]
    [InlineData("a;b;c,d", ';', null)]
    [InlineData("a\tOp", '\t', 1)]
    [InlineData("\"op\",a", ',', 0)]
    public void A_Csvs_Header_Tells_Its_Separator_And_Whether_Rows_Say_What_They_Do(string header, char separator, int? operation)
    {
        var bytes = Encoding.UTF8.GetBytes(header);

        Assert.Equal((separator, operation), (Corrections.SeparatorOf(bytes), Corrections.ColumnOf(bytes, "op")));
    }

    [Theory]
    [InlineData("1,publish,3", 1, "1,correct,3")]
    [InlineData("\"1,\"\"x\n\",,3", 1, "\"1,\"\"x\n\",correct,3")]
    [InlineData("1,", 1, "1,correct")]
    [InlineData("1", 2, "1,,correct")]
    [InlineData("publish,2", 0, "correct,2")]
    public void A_Csvs_Row_Becomes_A_Correction_In_Its_Own_Column(string row, int column, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Corrections.WithCell(Encoding.UTF8.GetBytes(row), ',', column, "correct").Span));

    [Theory]
    [InlineData("1,,3", false)]
    [InlineData("1,\"\",3", false)]
    [InlineData("1", false)]
    [InlineData("1,\"it was, so\",3", true)]
    public void A_Csvs_Row_May_Give_A_Reason_Of_Its_Own(string row, bool gives) =>
        Assert.Equal(gives, Corrections.HasCell(Encoding.UTF8.GetBytes(row), ',', 1));

    [Fact]
    public async Task Rejected_Rows_Come_Back_As_They_Were_With_Their_Errors_In_Their_Own_Column()
    {
        using var file = await FileOfAsync("a;b\n1;2\n3;4\n5\n6;7;8\n", InputFormat.Csv);
        using var output = new MemoryStream();

        RejectedFile.Write(file, new Dictionary<long, string> { [3] = "b: \"4\" is wrong", [4] = "short", [5] = "long" }, output);

        Assert.Equal("a;b;error\n3;4;\"b: \"\"4\"\" is wrong\"\n5;;\"short\"\n6;7;8;\"long\"\n", Encoding.UTF8.GetString(output.ToArray()));
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
