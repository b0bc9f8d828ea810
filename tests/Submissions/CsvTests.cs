using System.Text;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Storage;
using InfoShare.Submissions;
using InfoShare.Submissions.Csv;

namespace InfoShare.Tests.Submissions;

public sealed class CsvTests
{
    private const string Header = "reference,name,name.2,name.2.kind,id.domain,country,address.city,address,tlp,audience,summary,language,category,measure.1.kind,measure.1.amount.value,measure.1.amount.currency,decidedOn";

    private const string Row = "A-1,虚构贸易,Invented Trading,trade,shop.example,CN,Sampleton,1 Sample Street,AMBER,\"de-bvl; kind:customs+jurisdiction:DE\",\"Said \"\"new\"\", sold used\nand old.\",en,counterfeit,fine,1250.50,EUR,2024-02-29";

    public static TheoryData<string, string?> Encodings => new()
    {
        { "utf-8", null }, { "utf-8 bom", null }, { "utf-16le bom", null }, { "utf-16be bom", null }, { "gb18030", null }, { "gb18030", "gb18030" }, { "utf-16le", "utf-16le" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_Row_Is_The_Same_Record_In_Every_Encoding(string encoding, string? charset)
    {
        using var driver = SubmissionDriver.InMemory();
        await driver.HandleAsync(await driver.SubmitCsvAsync($"{Header}\r\n{Row}\r\n"));
        var parts = encoding.Split(' ');
        var coded = CodePagesEncodingProvider.Instance.GetEncoding(parts[0]) ?? Encoding.GetEncoding(parts[0]);
        byte[] content = [.. parts.Length > 1 ? coded.GetPreamble() : [], .. coded.GetBytes($"{Header}\r\n{Row}\r\n")];

        var submission = await driver.HandleAsync(await driver.SubmitAsync(content, csv: true, charset: charset));

        var outcome = Assert.Single(await driver.OutcomesAsync(submission));
        Assert.Empty(outcome.Errors ?? []);
        Assert.Equal((2L, LineResult.Unchanged), (outcome.Line, outcome.Result));
    }

    [Theory]
    [InlineData("windows-1252", "Müller GmbH & Söhne, Größe: für alle")]
    [InlineData("windows-1250", "Żółta Łódź Sp. z o.o., Środki")]
    [InlineData("windows-1251", "Общество с ограниченной ответственностью, Ромашка")]
    [InlineData("windows-1251", "ООО ВЕКТОР, ТОРГОВЫЙ ДОМ, КАЛИНИНГРАД, БЕЛАЯ РЕЧКА")]
    [InlineData("windows-1256", "شركة الريان للتجارة")]
    public async Task A_Row_In_A_Code_Page_That_Nobody_Named_Is_Refused_And_Never_Guessed(string encoding, string name)
    {
        using var driver = SubmissionDriver.InMemory();
        var rows = CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes($"reference,name,tlp,summary,language,category,measure.kind\nA,Invented,GREEN,What happened.,en,other,fine\nB,\"{name}\",GREEN,What happened.,en,other,fine\n");

        var guessed = await driver.HandleAsync(await driver.SubmitAsync(rows, csv: true));
        var stated = await driver.HandleAsync(await driver.SubmitAsync(rows, csv: true, charset: encoding));

        Assert.Equal([LineResult.Created, LineResult.Rejected], (await driver.OutcomesAsync(guessed)).Select(outcome => outcome.Result));
        Assert.Equal([LineResult.Unchanged, LineResult.Created], (await driver.OutcomesAsync(stated)).Select(outcome => outcome.Result));
    }

    [Theory]
    [InlineData("虚构")]
    [InlineData("深圳市华星科技有限公司")]
    [InlineData("Invented 上海宏发贸易（集团）有限公司, 浦东新区世纪大道一百号，进出口部")]
    public void Chinese_Text_In_GB18030_Is_Found_Out(string text)
    {
        var sample = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes($"reference,name\nA,{text}\n");

        Assert.Equal("gb18030", TextEncoding.Detect(sample, null).Encoding?.WebName);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task Other_Separators_Are_Found_Out(char separator)
    {
        using var driver = SubmissionDriver.InMemory();
        var csv = "reference,name,tlp,summary,language,category,measure.kind\nA,Invented,GREEN,What happened.,en,counterfeit,fine".Replace(',', separator);

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync(csv));

        Assert.Equal((SubmissionStatus.Done, 1L), (submission.Status, submission.Checkpoint.Counts.Created));
    }

    [Theory]
    [InlineData("\uFEFFreference;name;stage", "case")]
    [InlineData("reference,measure.1.kind", "sanction")]
    [InlineData("reference\triskScore", "alert")]
    [InlineData("reference,category", "sanction,case")]
    [InlineData("reference,nonsense", "")]
    [InlineData("", "")]
    public void Columns_Tell_The_Kinds_That_Have_Them(string header, string kinds) =>
        Assert.Equal(kinds, string.Join(',', CsvKinds.Of(ColumnsOf(header)).Select(Code<RecordKind>.Of)));

    [Fact]
    public void Columns_That_No_Kind_Has_Are_Told() =>
        Assert.Equal(["nmae", "measures.x"], CsvKinds.Unknown(ColumnsOf("\uFEFFreference;nmae;stage;measure.1.kind;;measures.x;riskScore;errors")));

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", false)]
    [InlineData("utf-8", true)]
    public async Task Unknown_Columns_Are_Refused_At_The_Upload_And_Are_All_Named(string encoding, bool gzip)
    {
        using var driver = SubmissionDriver.InMemory();
        var rows = Encoding.GetEncoding(encoding).GetBytes("reference,nmae,sumary,name\n" + string.Concat(Enumerable.Repeat("A,b,c,d\n", 20_000)));

        var outcome = await driver.UploadAsync(gzip ? SubmissionDriver.Gzip(rows) : rows, Csv(driver, encoding, gzip));

        var errors = Assert.IsType<IntakeOutcome.Refused>(outcome).Errors;
        Assert.Equal(["nmae", "sumary"], errors.Select(error => error.Pointer));
        Assert.All(errors, error => Assert.Equal(ErrorCodes.UnknownMember, error.Code));
        Assert.Contains("'nmae'. Do you mean 'name'?", errors.First().Message, StringComparison.Ordinal);
        Assert.Empty(driver.Blobs.Names);
        Assert.Empty(await driver.Submissions.ListAsync(driver.Agency.Id, null, 10, default));
        Assert.Equal(0, await driver.Queues.CountAsync(StorageNames.Queues.Submissions, default));
    }

    [Fact]
    public async Task A_File_Without_A_Header_Is_Refused_At_The_Upload()
    {
        using var driver = SubmissionDriver.InMemory();

        Assert.IsType<IntakeOutcome.Refused>(await driver.UploadAsync([], Csv(driver, null, gzip: false)));
        Assert.IsType<IntakeOutcome.Refused>(await driver.UploadAsync("\nA,b"u8.ToArray(), Csv(driver, null, gzip: false)));
    }

    [Fact]
    public async Task Unknown_Columns_That_The_Upload_Could_Not_See_Fail_The_Submission_And_Are_Named()
    {
        using var driver = SubmissionDriver.InMemory();
        var header = "reference,nmae," + new string('x', TextEncoding.SampleBytes);

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync(header + "\nA,b,c"));

        Assert.Equal(SubmissionStatus.Failed, submission.Status);
        Assert.Contains("'nmae'. Do you mean 'name'?", submission.Reason, StringComparison.Ordinal);
        Assert.Empty(await driver.OutcomesAsync(submission));
    }

    [Theory]
    [InlineData("9.13101E+17")]
    [InlineData("9,13101E+17")]
    [InlineData("#######")]
    [InlineData("#N/A")]
    [InlineData("#REF!")]
    public async Task A_Cell_That_A_Spreadsheet_Has_Ruined_Is_Refused_By_Name(string cell)
    {
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync($"reference;id.uscc;name\nA;{cell};Invented"));

        var errors = Assert.Single(await driver.OutcomesAsync(submission)).Errors!.Where(error => error.Pointer == "id.uscc");
        Assert.Equal(ErrorCodes.SpreadsheetDamage, Assert.Single(errors).Code);
    }

    [Fact]
    public async Task What_Else_Is_Wrong_With_A_Row_Is_Told_Together_With_A_Ruined_Cell()
    {
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync("reference,name,id.uscc,tlp,summary,language,category,measure.1.kind,decidedOn\nA,Invented,9.13101E+17,PINK,What happened.,en,bogus,nofine,26/11/2026"));

        var errors = Assert.Single(await driver.OutcomesAsync(submission)).Errors!;
        Assert.Equal(["category", "decidedOn", "id.uscc", "measure.1.kind", "tlp"], errors.Select(error => error.Pointer).Order(StringComparer.Ordinal));
        Assert.Equal(ErrorCodes.SpreadsheetDamage, errors.Single(error => error.Pointer == "id.uscc").Code);
    }

    [Fact]
    public async Task Errors_Name_The_Columns_And_What_Is_Missing()
    {
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync("reference,name,name.3,id.lei,tlp,summary,category,measure.2.kind\nA,Invented,Third,XX,GREEN,What happened.,nonsense,hanging"));

        var errors = Assert.Single(await driver.OutcomesAsync(submission)).Errors!;
        Assert.Equal(["category", "id.lei", "language", "measure.2.kind"], errors.Select(error => error.Pointer).Order());
    }

    [Fact]
    public async Task A_Quote_That_Is_Never_Closed_Costs_Its_Own_Row_Alone()
    {
        using var driver = SubmissionDriver.InMemory();
        const string Good = "GREEN,What happened.,en,counterfeit,fine";

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync($"reference,name,tlp,summary,language,category,measure.kind\nA,\"Invented,{Good}\nB,5\" Pipe,{Good}\n"));

        Assert.Equal([LineResult.Rejected, LineResult.Created], (await driver.OutcomesAsync(submission)).Select(outcome => outcome.Result));
    }

    [Fact]
    public async Task Rejected_Rows_Come_Back_As_They_Were_With_An_Error_Column()
    {
        using var driver = SubmissionDriver.InMemory();
        const string Good = "GREEN,What happened.,en,counterfeit,fine";
        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync(
            $"reference,name,tlp,summary,language,category,measure.kind\nA,Invented,{Good}\nB,\"Inv, ented\",{Good},extra\n"));

        using var output = new MemoryStream();
        await new RejectedRows(driver.Blobs, new(driver.Blobs, driver.Submissions), driver.Options).WriteAsync(submission, output, default);

        var rows = Encoding.UTF8.GetString(output.ToArray()).Split("\r\n");
        Assert.Equal("reference,name,tlp,summary,language,category,measure.kind,errors", rows[0]);
        Assert.StartsWith($"B,\"Inv, ented\",{Good},extra,\"The row has more cells", rows[1], StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(rows[2..]));
    }

    [Theory]
    [InlineData(RecordKind.Sanction)]
    [InlineData(RecordKind.Case)]
    [InlineData(RecordKind.Alert)]
    public async Task A_Template_Has_Only_Columns_That_Are_Known(RecordKind kind)
    {
        using var writer = new StringWriter();
        CsvTemplate.Write(kind, writer);
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitAsync(Encoding.UTF8.GetBytes(writer.ToString()), csv: true, kind: kind));

        Assert.Equal((SubmissionStatus.Done, null), (submission.Status, submission.Reason));
    }

    private static IReadOnlyList<string> ColumnsOf(string header) => CsvOpening.Read(Encoding.UTF8.GetBytes(header), null).Columns;

    private static SubmissionUpload Csv(SubmissionDriver driver, string? charset, bool gzip) =>
        new(driver.Agency.Id, "feed", false, SubmissionFormat.Csv, RecordKind.Sanction, gzip, charset, null);
}
