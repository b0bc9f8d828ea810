using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Cli.Commands;
using InfoShare.Tests.Submissions;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("publish")]
    [InlineData("nonsense")]
    [InlineData("whoami")]
    [InlineData("whoami", "--hub", "not-an-address")]
    [InlineData("publish", "no-such-file.ndjson", "--hub", "http://127.0.0.1:1")]
    [InlineData("publish", "-", "--hub", "http://127.0.0.1:1")]
    [InlineData("publish", "-", "--format", "csv", "--hub", "http://127.0.0.1:1")]
    [InlineData("publish", "file.ndjson", "--batch-bytes", "0", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "uscc", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "uscc", "1", "--name", "Sample", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "..", "me", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "record", "1", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "vat", "", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "vat", ".", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "vat", "..", "--hub", "http://127.0.0.1:1")]
    [InlineData("lookup", "--record", "..", "--hub", "http://127.0.0.1:1")]
    [InlineData("download", "sanctions", "--version", "..", "--hub", "http://127.0.0.1:1")]
    [InlineData("agency", "suspend", "Not An Id", "--hub", "http://127.0.0.1:1")]
    [InlineData("convert", "ofac", "--sdn", "no-such-file", "--alt", "no-such-file", "--add", "no-such-file")]
    [InlineData("token", "--data", "no-such-folder", "--agency", "de-sample", "--roles", "reader")]
    [InlineData("token", "--data", ".", "--agency", "de-sample", "--roles", "emperor")]
    public async Task A_Wrong_Command_Line_Exits_With_2_And_Says_Why(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("no-such-file.csv")]
    [InlineData("no-such-file.ndjson")]
    [InlineData("no-such-file.xlsx")]
    [InlineData("no-such-file")]
    public async Task A_Missing_File_Is_Said_To_Be_Missing_Whatever_Its_Name(string file)
    {
        var run = await CommandRun.OfAsync("publish", file, "--hub", "http://127.0.0.1:1");

        Assert.Equal((ExitCodes.Usage, $"There is no file '{file}'."), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("convert", "ofac", "--sdn", "/", "--alt", "/", "--add", "/")]
    [InlineData("publish", "/", "--hub", "http://127.0.0.1:1")]
    [InlineData("screen", "/", "--name-column", "name", "--out", "-", "--hub", "http://127.0.0.1:1")]
    [InlineData("follow", "--place", "/", "--hub", "http://127.0.0.1:1")]
    public async Task A_Folder_Is_Said_To_Be_No_File(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.EndsWith("'/' is a folder, not a file.", run.Error.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/folder/key")]
    public async Task A_Key_That_Cannot_Be_Written_Is_Wrong_Usage(string path)
    {
        var run = await CommandRun.OfAsync("feed-key", "--out", path);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith($"--out: '{path}' cannot be written", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a b")]
    [InlineData("é")]
    public async Task What_Can_Be_No_Token_Is_Wrong_Usage_Wherever_It_Comes_From(string token)
    {
        using var files = new OfacFiles("");
        var file = files.Save("token", Encoding.UTF8.GetBytes(token));
        string[] whoAmI = ["whoami", "--hub", "http://127.0.0.1:1"];

        CommandRun[] runs =
        [
            await CommandRun.OfAsync([.. whoAmI, "--token", token]),
            await CommandRun.WithAsync("", new() { ["INFOSHARE_TOKEN"] = token }, whoAmI),
            await CommandRun.OfAsync([.. whoAmI, "--token-file", file]),
        ];

        Assert.All(runs, run => Assert.Equal(ExitCodes.Usage, run.ExitCode));
        Assert.All(runs[..2], run => Assert.StartsWith("What is given as the token", run.Error, StringComparison.Ordinal));
        Assert.StartsWith("There is no token in", runs[2].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--outcomes")]
    [InlineData("--rejected")]
    public async Task A_Report_That_Cannot_Be_Written_Is_Told_Before_The_Hub_Is_Asked(string option)
    {
        using var files = new OfacFiles("");

        var run = await CommandRun.OfAsync("publish", files.Sdn, "--kind", "sanction", "--hub", "http://127.0.0.1:1", option, "/no/such/folder/report");
        var same = await CommandRun.OfAsync("publish", files.Sdn, "--kind", "sanction", "--hub", "http://127.0.0.1:1", option, files.Sdn);

        Assert.Equal((ExitCodes.Usage, ExitCodes.Usage), (run.ExitCode, same.ExitCode));
        Assert.Contains($"{option}: '/no/such/folder/report' cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Contains("is the file to publish", same.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Conversion_Goes_To_A_File_Or_To_The_Output_And_Says_When_It_Cannot()
    {
        using var files = OfacFiles.WithRemarks("");
        string[] convert = ["convert", "ofac", "--sdn", files.Sdn, "--alt", files.Alt, "--add", files.Add];
        var nowhere = new Tool(new Uri("http://127.0.0.1:1"));

        var printed = await nowhere.RunAsync(convert);
        var unwritable = await nowhere.RunAsync([.. convert, "--out", "/no/such/folder/list"]);

        Assert.Equal(ExitCodes.Done, printed.ExitCode);
        Assert.Contains("INVENTED TRADING", printed.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, unwritable.ExitCode);
        Assert.StartsWith("--out: '/no/such/folder/list' cannot be written", unwritable.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", unwritable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Conversion_That_Fails_Leaves_The_File_That_Was_There()
    {
        using var files = new OfacFiles("1,\"INVENTED\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n2,\"CUT O");
        var output = files.Sdn + ".ndjson";
        await File.WriteAllTextAsync(output, "good\n");

        var run = await CommandRun.OfAsync("convert", "ofac", "--sdn", files.Sdn, "--alt", files.Alt, "--add", files.Add, "--out", output);

        Assert.Equal((ExitCodes.Usage, "good\n"), (run.ExitCode, await File.ReadAllTextAsync(output)));
        Assert.False(File.Exists(output + ".partial"));
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--sdn", "{0},\"INVENTED {0}\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n")]
    [InlineData("--alt", "1,{0},\"aka\",\"INVENTED {0}\",-0- \r\n")]
    [InlineData("--add", "1,{0},\"{0} Sample Street\",\"Sampleton\",\"Germany\",-0- \r\n")]
    public async Task Of_A_Gzip_File_That_Is_Cut_Off_Or_Damaged_Nothing_Is_Converted(string option, string row)
    {
        using var files = OfacFiles.WithRemarks("");
        var whole = SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 1000).Select(number => string.Format(CultureInfo.InvariantCulture, row, number)))));
        var (list, output) = (files.Save("list.gz", whole), files.Sdn + ".ndjson");
        string[] convert = ["convert", "ofac", "--sdn", files.Sdn, "--alt", files.Alt, "--add", files.Add];
        convert[Array.IndexOf(convert, option) + 1] = list;
        Assert.Equal(ExitCodes.Done, (await CommandRun.OfAsync(convert)).ExitCode);

        foreach (var damaged in new byte[][] { whole[..(whole.Length / 2)], whole[..^8], whole[..^1], [.. whole, .. "garbage"u8] })
        {
            files.Save("list.gz", damaged);
            var printed = await CommandRun.OfAsync(convert);
            var written = await CommandRun.OfAsync([.. convert, "--out", output]);

            Assert.Equal((ExitCodes.Usage, ""), (printed.ExitCode, printed.Out));
            Assert.StartsWith($"The file '{list}' cannot be unpacked.", printed.Error, StringComparison.Ordinal);
            Assert.Equal((ExitCodes.Usage, false), (written.ExitCode, File.Exists(output)));
        }
    }

    [Theory]
    [InlineData("See `infoshare token --help`.", "token", "--data", ".", "--agency", "de-sample", "--roles", "reader", "--hours", "99999999")]
    [InlineData("See `infoshare convert ofac --help`.", "convert", "ofac", "--sdn", "no-such-file", "--alt", "/", "--add", "/")]
    [InlineData("See `infoshare publish --help`.", "publish", "file.csv", "--charset", "klingon")]
    public async Task What_Is_Wrong_Is_Said_In_A_Few_Lines_And_Not_Lost_In_Help(string hint, params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Equal(hint, run.Error.TrimEnd().Split('\n')[^1].Trim());
        Assert.DoesNotContain("Usage:", run.Error + run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Fault_Is_One_Line_And_Exits_With_3()
    {
        using var error = new StringWriter();
        using var terminal = new Terminal(Stream.Null, Stream.Null, error, _ => throw new InvalidTimeZoneException("Broken\nsurroundings."), isInteractive: false);

        var code = await new InfoShareCommand(terminal).RunAsync(["whoami"], CancellationToken.None);

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Equal("The command failed: Broken surroundings. (InvalidTimeZoneException)", error.ToString().Trim());
    }

    [Fact]
    public async Task A_Hub_That_Is_Not_There_Exits_With_3()
    {
        var run = await CommandRun.WithAsync("", new() { ["INFOSHARE_HUB"] = "http://127.0.0.1:1" }, "whoami");

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("cannot be reached", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("publish", "--help")]
    [InlineData("--version")]
    public async Task Help_And_Version_Are_Results(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.NotEmpty(run.Out);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(1, "--hours", "1")]
    [InlineData(8784, "--hours", "8784")]
    public async Task A_Token_Is_Good_For_As_Long_As_Is_Asked_For(int hours, params string[] asked)
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-token-").FullName;
        try
        {
            using var key = EmbeddedIssuerKey.LoadOrCreate(Path.Combine(folder, EmbeddedIssuer.KeyFile));
            using var output = new MemoryStream();
            using var terminal = new Terminal(Stream.Null, output, TextWriter.Null, _ => null, isInteractive: false);
            var time = new ManualTime();

            var code = await new TokenCommand(terminal, time).Parse(["--data", folder, "--agency", "de-sample", "--roles", "reader", .. asked]).InvokeAsync();

            Assert.Equal(ExitCodes.Done, code);
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(Encoding.ASCII.GetString(output.ToArray()).Split('.')[1]));
            Assert.Equal(time.GetUtcNow().AddHours(hours).ToUnixTimeSeconds(), claims.RootElement.GetProperty("exp").GetInt64());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_Token_Is_Made_From_The_Key_In_The_Hubs_Folder()
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-token-").FullName;
        try
        {
            using var key = EmbeddedIssuerKey.LoadOrCreate(Path.Combine(folder, EmbeddedIssuer.KeyFile));

            var run = await CommandRun.OfAsync("token", "--data", folder, "--agency", "de-sample", "--roles", "reader,publisher");

            Assert.Equal(ExitCodes.Done, run.ExitCode);
            Assert.Equal(3, run.Out.Trim().Split('.').Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
