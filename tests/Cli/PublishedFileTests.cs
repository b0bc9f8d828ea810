using System.IO.Compression;
using System.Text;
using InfoShare.Cli;
using InfoShare.Cli.Publishing;
using InfoShare.Submissions;
using InfoShare.Submissions.Csv;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Cli;

public sealed class PublishedFileTests
{
    [Fact]
    public async Task A_Csv_Is_Cut_Between_Rows_And_Every_Part_Repeats_The_Header()
    {
        using var file = await FileOfAsync("a,b\r\n1,\"x\ny\"\r\n\r\n2,z\r\n", InputFormat.Csv);

        var batches = await Batches.OfAsync(file, row => row.Bytes, header => header, maxBytes: 1, default).ToListAsync();

        Assert.Equal(["a,b\n1,\"x\ny\"\n", "a,b\n2,z\n"], batches.Select(Content));
        Assert.Equal((2, 4), (batches[0].RowOf(2), batches[1].RowOf(2)));
    }

    [Fact]
    public async Task Utf16_Is_Sent_As_Utf8()
    {
        using var input = new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name\n漢\n")]);
        using var terminal = TerminalOf(input);
        using var file = await InputFile.OpenAsync("-", InputFormat.Csv, null, terminal, CancellationToken.None);

        Assert.Equal("漢", Encoding.UTF8.GetString((await file.RowsAsync(default).LastAsync()).Bytes.Span));
    }

    [Fact]
    public async Task A_Gzip_File_Is_Unpacked_And_A_Damaged_One_Refused()
    {
        byte[] gzip = [.. SubmissionDriver.Gzip([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("name\n漢")]), .. SubmissionDriver.Gzip(Encoding.Unicode.GetBytes("字\n"))];
        using var whole = new MemoryStream(gzip);
        using var terminal = TerminalOf(whole);
        using var file = await InputFile.OpenAsync("-", InputFormat.Csv, null, terminal, CancellationToken.None);

        Assert.Equal("漢字", Encoding.UTF8.GetString((await file.RowsAsync(default).LastAsync()).Bytes.Span));

        using var part = new MemoryStream(gzip[..^3]);
        using var damaged = TerminalOf(part);
        await Assert.ThrowsAsync<UsageException>(() => InputFile.OpenAsync("-", InputFormat.Csv, null, damaged, CancellationToken.None));
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
    [InlineData("a,b,op\n1,2,publish", "a,b,op,reason\n1,2,correct,why")]
    [InlineData("op;a\n;1", "op;a;reason\ncorrect;1;why")]
    [InlineData("a\tb\n1", "a\tb\top\treason\n1\t\tcorrect\twhy")]
    [InlineData("a,reason\n\"1,\"\"x\n\",\"it was, so\"", "a,reason,op\n\"1,\"\"x\",\"it was, so\",correct")]
    [InlineData("a,change.reason,b\n12\" pipe,\"\",=\"007\"", "a,change.reason,b,op\n\"12\"\" pipe\",why,\"=\"\"007\"\"\",correct")]
    public async Task A_Csvs_Row_Becomes_A_Correction_In_Its_Own_Columns(string content, string expected)
    {
        using var file = await FileOfAsync(content, InputFormat.Csv);

        var batch = await Batches.OfAsync(file, row => Corrections.OfCsv(file.Csv!, row.Bytes.Span, "why"), header => Corrections.HeaderOf(file.Csv!, header.Span), 1, default).SingleAsync();

        Assert.Equal(expected + "\n", Content(batch));
    }

    [Theory]
    [InlineData("reference,name\nA,12\" pipe\nB,\"6\"\" pipe, short\"\n\nC,\"two\nlines\"\n")]
    [InlineData("reference,name\nA,\"never closed\nB,5\" pipe\nC,\"closed\"\n")]
    [InlineData("reference,name\nA,\"never closed\nB,\"closed\",\"\nC,\"closed\" too late\nD,last")]
    [InlineData("reference,name\r\nA,\"broken\" off\r\nB,whole\r\n,\r\n\"\",\"\"\r\nC,last\r\n")]
    [InlineData("reference,name\rA,\"two\rlines\"\rB,a line\nfeed\r\rC,last\r")]
    [InlineData("sep=;\nreference;name\nA;whole, and\nB;\"open\n")]
    public async Task What_Is_Sent_Has_The_Rows_Of_The_File_For_The_Hub_However_It_Is_Cut(string content)
    {
        using var file = await FileOfAsync(content, InputFormat.Csv);
        var expected = await file.RowsAsync(default).Where(row => row.Number > 1 && !row.IsBlank).Select(row => (row.Number, row.IsInOrder)).ToListAsync();

        foreach (var maxBytes in new[] { 1, 20, 1000 })
        {
            var rows = new List<(long, bool)>();
            await foreach (var batch in Batches.OfAsync(file, row => row.Bytes, header => header, maxBytes, default))
            {
                rows.AddRange((await HubsRowsAsync(Content(batch))).Select(row => (batch.RowOf(row.Number), !row.TooLong)));
            }

            Assert.Equal(expected, rows);
        }
    }

    [Fact]
    public async Task A_Row_Longer_Than_The_Hub_Takes_Is_Still_One_Row()
    {
        var longest = new SubmissionOptions().MaxLineBytes;
        var content = $"reference,name\r\nA,{new string('x', longest - 2)}\r\nB,{new string('x', longest - 1)}\r\nC,\"{new string('x', longest - 20)}\r\n{new string('y', 20)}\"\r\nD,last\r\n";
        using var file = await FileOfAsync(content, InputFormat.Csv);

        var batch = await Batches.OfAsync(file, row => row.Bytes, header => header, long.MaxValue, default).SingleAsync();

        Assert.Equal([(2, false), (3, true), (4, true), (5, false), (6, false)], (await HubsRowsAsync(Content(batch))).Select(row => (row.Number, row.TooLong)));
        Assert.Equal([true, true, false, false, true, true], await file.RowsAsync(default).Select(row => row.IsInOrder).ToListAsync());
        Assert.Equal(longest + 1, (await file.RowsAsync(default).ElementAtAsync(2)).Bytes.Length);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("gb18030", false)]
    public async Task A_Csv_In_Another_Encoding_Is_Read_With_And_Without_A_Mark(string name, bool hasMark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        using var input = new MemoryStream([.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("reference,name\r\nA,示例贸易有限公司\r\nB,未交货的公司\r\n")]);
        using var terminal = TerminalOf(input);
        using var file = await InputFile.OpenAsync("-", InputFormat.Csv, null, terminal, CancellationToken.None);

        Assert.Equal(["reference,name", "A,示例贸易有限公司", "B,未交货的公司"], await file.RowsAsync(default).Select(row => Encoding.UTF8.GetString(row.Bytes.Span)).ToListAsync());
    }

    [Theory]
    [InlineData("{\"kind\":\"case\"}", InputFormat.Ndjson)]
    [InlineData("\uFEFF\n {", InputFormat.Ndjson)]
    [InlineData("reference,name\n", InputFormat.Csv)]
    public async Task The_Standard_Input_Tells_By_Its_Beginning_What_It_Is(string content, InputFormat format)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(content));
        using var terminal = TerminalOf(input);
        using var file = await InputFile.OpenAsync("-", null, null, terminal, CancellationToken.None);

        Assert.Equal(format, file.Format);
    }

    [Fact]
    public async Task Rejected_Rows_Come_Back_As_They_Were_With_Their_Errors_In_Their_Own_Column()
    {
        using var file = await FileOfAsync("a;b\n1;2\n3;4\n5\n6;7;8\n", InputFormat.Csv);
        using var output = new MemoryStream();

        await RejectedFile.WriteAsync(file, new Dictionary<long, string> { [3] = "b: \"4\" is wrong", [4] = "short", [5] = "long" }, output, default);

        Assert.Equal("a;b;errors\n3;4;\"b: \"\"4\"\" is wrong\"\n5;;\"short\"\n6;7;8;\"long\"\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task Rows_That_Are_Rejected_Again_Have_Their_New_Errors_In_The_Same_Column()
    {
        using var file = await FileOfAsync("a;errors;b\n1;\"old; error\";2\n3\n4;5;6;7\n", InputFormat.Csv);
        using var output = new MemoryStream();

        await RejectedFile.WriteAsync(file, new Dictionary<long, string> { [2] = "new; error", [3] = "short", [4] = "long" }, output, default);

        Assert.Equal("a;errors;b\n1;\"new; error\";2\n3;\"short\"\n4;5;6;7;\"long\"\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    private static async Task<InputFile> FileOfAsync(string content, InputFormat format)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(content));
        using var terminal = TerminalOf(input);
        return await InputFile.OpenAsync("-", format, null, terminal, CancellationToken.None);
    }

    private static async Task<List<InputLine>> HubsRowsAsync(string sent)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        var opening = CsvOpening.Read(bytes, "utf-8");
        var rows = new List<InputLine>();
        await using var lines = new LineReader(new MemoryStream(bytes[opening.Encoding.MarkLength..]), 0, 0, new SubmissionOptions().MaxLineBytes, opening.Boundary);
        while (await lines.ReadAsync(default) is { } line)
        {
            rows.Add(line);
        }

        return rows[1..];
    }

    private static Terminal TerminalOf(Stream input) => new(input, Stream.Null, TextWriter.Null, _ => null, isInteractive: false);

    private static string Content(Batch batch)
    {
        using var gzip = new GZipStream(new MemoryStream(batch.Complete()), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }
}
