using System.Text;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Submissions;

namespace InfoShare.Tests.Submissions;

/// <summary>What spreadsheets make of a CSV, and what is made of that.</summary>
public sealed class SpreadsheetCsvTests
{
    private const string Header = "reference,name,tlp,summary,language,category,measure.kind";
    private const string Good = "GREEN,What happened.,en,counterfeit,fine";

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Rows_End_As_The_Header_Does(string end)
    {
        var outcomes = await OutcomesAsync(string.Join(end, Header, $"A,First,{Good}", "", $"B,Second,{Good.Replace("What happened.", $"\"What{end}happened.\"", StringComparison.Ordinal)}", $"C,Third,{Good}", ""));

        Assert.Equal([(2L, LineResult.Created), (4, LineResult.Created), (5, LineResult.Created)], outcomes.Select(outcome => (outcome.Line, outcome.Result)));
    }

    [Fact]
    public async Task Unknown_Columns_Are_Told_One_By_One_Where_Rows_End_With_Carriage_Returns()
    {
        using var driver = SubmissionDriver.InMemory();
        var content = Encoding.UTF8.GetBytes("reference,nmae\rA,b\r");

        var outcome = await driver.UploadAsync(content, new(driver.Agency.Id, "feed", false, SubmissionFormat.Csv, RecordKind.Sanction, false, null, content.Length));

        Assert.Equal("nmae", Assert.Single(Assert.IsType<IntakeOutcome.Refused>(outcome).Errors).Pointer);
    }

    [Theory]
    [InlineData(",,,,,,")]
    [InlineData("\"\",\"\"")]
    [InlineData(" ,\t,\"  \",")]
    [InlineData("\"\n\",,")]
    public async Task A_Row_Of_Empty_Cells_Is_Passed_Over(string row)
    {
        var outcomes = await OutcomesAsync($"{Header}\n{row}\nA,Invented,{Good}\n{row}\n");

        Assert.Equal((3L, LineResult.Created), Assert.Single(outcomes.Select(outcome => (outcome.Line, outcome.Result))));
    }

    [Theory]
    [InlineData("\"\"\"\",,")]
    [InlineData(",.,")]
    public async Task A_Row_With_Anything_In_It_Is_Not(string row) =>
        Assert.Equal(LineResult.Rejected, Assert.Single(await OutcomesAsync($"{Header}\n{row}\n")).Result);

    [Theory]
    [InlineData("=\"00123\"", "00123")]
    [InlineData("\"=\"\"00123\"\"\"", "00123")]
    [InlineData("=\"a\"&\"b\"", "=\"a\"&\"b\"")]
    public async Task A_Formula_That_Gives_A_Text_Is_The_Text(string cell, string reference) =>
        Assert.Equal((LineResult.Created, reference), Assert.Single((await OutcomesAsync($"{Header}\n{cell},Invented,{Good}\n")).Select(outcome => (outcome.Result, outcome.Reference))));

    [Theory]
    [InlineData("'0010", true)]
    [InlineData("'2024-01-05", true)]
    [InlineData("'=1+1", true)]
    [InlineData("'s-Hertogenbosch", false)]
    [InlineData("'47 Invented", false)]
    public async Task An_Apostrophe_That_Marks_A_Text_Is_Damage_And_One_Of_A_Name_Is_Not(string cell, bool isDamage)
    {
        var outcome = Assert.Single(await OutcomesAsync($"{Header}\nA,{cell},{Good}\n"));

        Assert.Equal(isDamage ? [("name", ErrorCodes.SpreadsheetDamage)] : [], (outcome.Errors ?? []).Select(error => (error.Pointer, error.Code)));
    }

    [Theory]
    [InlineData("utf-8", false, "sep=;\r\n")]
    [InlineData("utf-8", true, "sep=;\n")]
    [InlineData("utf-16", true, "SEP=;\r\n")]
    [InlineData("utf-16", false, "sep=;;;;;;;\r\n")]
    [InlineData("utf-8", false, "sep=;\r")]
    public async Task A_Line_That_Tells_Spreadsheets_The_Separator_Is_No_Row(string encoding, bool hasMark, string line)
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue, BatchLines = 1, SegmentLines = 1, RangeTime = TimeSpan.Zero });
        var coded = Encoding.GetEncoding(encoding);
        var end = line.TrimStart("sepSEP=;".ToCharArray());
        var text = line + string.Join(end, Header, $"A,First,{Good}", $"B,Second,{Good}", "").Replace(',', ';');
        byte[] content = [.. hasMark ? coded.GetPreamble() : [], .. coded.GetBytes(text)];

        var submission = await driver.HandleAsync(await driver.SubmitAsync(content, csv: true));

        Assert.Equal(
            [(2L, LineResult.Created), (3, LineResult.Created)], (await driver.OutcomesAsync(submission)).Select(outcome => (outcome.Line, outcome.Result)));
    }

    [Fact]
    public async Task A_Character_That_Was_Lost_On_The_Way_Is_Refused()
    {
        var outcome = Assert.Single(await OutcomesAsync($"{Header}\nA,M\uFFFDller,{Good}\n"));

        Assert.Equal(("name", ErrorCodes.InvalidCharacter), Assert.Single(outcome.Errors!.Select(error => (error.Pointer, error.Code))));
    }

    [Fact]
    public async Task Rejected_Rows_Are_Mended_Where_They_Came_Back_And_Sent_Again()
    {
        using var driver = SubmissionDriver.InMemory();
        var rejected = await RejectedAsync(driver, await driver.SubmitCsvAsync($"{Header}\nA,Invented,{Good.Replace("GREEN", "PURPLE", StringComparison.Ordinal)}\nB\nC,\"Invented\" C,{Good}\n"));
        Assert.StartsWith($"{Header},errors\r\nA,Invented,PURPLE", rejected, StringComparison.Ordinal);
        Assert.Contains("\r\nB,,,,,,,\"", rejected, StringComparison.Ordinal);
        Assert.Contains($"\r\nC,\"Invented\" C,{Good},\"", rejected, StringComparison.Ordinal);

        var again = await RejectedAsync(driver, await driver.SubmitCsvAsync(rejected));
        Assert.Equal(rejected.Split("\r\n")[..3], again.Split("\r\n")[..3]);

        var mended = rejected.Replace("PURPLE", "GREEN", StringComparison.Ordinal).Replace("\"Invented\" C", "Invented C", StringComparison.Ordinal).Replace("B,,,,,,", $"B,Invented,{Good}", StringComparison.Ordinal);
        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync(mended));
        Assert.Equal([LineResult.Created, LineResult.Created, LineResult.Created], (await driver.OutcomesAsync(submission)).Select(outcome => outcome.Result));
    }

    private static async Task<IReadOnlyList<LineOutcome>> OutcomesAsync(string csv)
    {
        using var driver = SubmissionDriver.InMemory();
        return await driver.OutcomesAsync(await driver.HandleAsync(await driver.SubmitCsvAsync(csv)));
    }

    private static async Task<string> RejectedAsync(SubmissionDriver driver, Submission submitted)
    {
        var submission = await driver.HandleAsync(submitted);
        using var output = new MemoryStream();
        await new RejectedRows(driver.Blobs, new(driver.Blobs, driver.Submissions), driver.Options).WriteAsync(submission, output, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
