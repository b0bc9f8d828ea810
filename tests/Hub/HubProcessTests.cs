using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using InfoShare.Access;

namespace InfoShare.Tests.Hub;

public sealed class HubProcessTests
{
    [Fact]
    public async Task A_Second_Hub_On_The_Same_Data_Ends_At_Once_And_Says_Why()
    {
        await using var hub = await HubProcess.StartAsync();

        var (code, _, error) = await RunAsync("serve", "--urls", "http://127.0.0.1:0", "--data", hub.Data);

        Assert.Equal(1, code);
        Assert.Contains("in use by another process", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Hub_Whose_Address_Is_Taken_Ends_Says_Why_And_Leaves_No_Folder()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var data = Directory.CreateTempSubdirectory("infoshare-taken-");
        try
        {
            var (code, output, error) = await RunAsync(("TMPDIR", data.FullName), "demo", "--urls", $"http://{taken.LocalEndpoint}");

            Assert.Equal(1, code);
            Assert.Contains("address already in use", error, StringComparison.Ordinal);
            Assert.DoesNotContain("\"LogLevel\":\"Critical\"", output, StringComparison.Ordinal);
            Assert.DoesNotContain("BackgroundService failed", output, StringComparison.Ordinal);
            Assert.DoesNotContain(data.GetDirectories(), folder => folder.Name.StartsWith("infoshare-demo-", StringComparison.Ordinal));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("AzureAd__TenantId", "xyz")]
    [InlineData("Access__Rates__AgencyPerSecond", "abc")]
    [InlineData("Submissions__MaxPending", "abc")]
    public async Task A_Setting_That_Cannot_Be_Meant_Ends_The_Start_In_One_Line_That_Names_It(string setting, string value)
    {
        var data = Directory.CreateTempSubdirectory("infoshare-setting-");
        try
        {
            var (code, _, error) = await RunAsync((setting, value), "serve", "--urls", "http://127.0.0.1:0", "--data", data.FullName);

            Assert.Equal(1, code);
            Assert.Contains(setting.Replace("__", ":", StringComparison.Ordinal), error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    public async Task A_Damaged_Key_Of_The_Issuer_Ends_The_Start_In_A_Line_That_Names_It(string key)
    {
        var data = Directory.CreateTempSubdirectory("infoshare-key-");
        try
        {
            var file = Path.Combine(data.FullName, EmbeddedIssuer.KeyFile);
            await File.WriteAllTextAsync(file, key);

            var (code, _, error) = await RunAsync("serve", "--urls", "http://127.0.0.1:0", "--data", data.FullName);

            Assert.Equal(1, code);
            Assert.StartsWith("The hub cannot run: ", error, StringComparison.Ordinal);
            Assert.Contains(EmbeddedIssuer.KeyFile, error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
            Assert.Equal(key, await File.ReadAllTextAsync(file));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Sigterm_Stops_The_Hub_Cleanly_Within_Seconds()
    {
        await using var hub = await HubProcess.StartAsync();
        using (var client = hub.As("hub-operator", Roles.Administrator))
        {
            using var response = await client.GetAsync(new Uri("me", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var code = await hub.StopAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(0, code);
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", hub.Log, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(hub.Data, "infoshare.db-wal")));
    }

    [Fact]
    public async Task A_Demonstration_Leaves_Nothing_Behind()
    {
        const string Before = "data in ";
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var process = Process.Start(BuiltProgram.StartInfo("InfoShare.Functions", "InfoShare.Functions", ["demo", "--urls", "http://127.0.0.1:0"]))!;
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        var line = "";
        while (!line.Contains(Before, StringComparison.Ordinal))
        {
            line = await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"It ended too soon: {await error}");
        }

        var data = line[(line.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
        Assert.True(Directory.Exists(data));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        using (Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await process.WaitForExitAsync(patience.Token);
        }

        await output;
        Assert.Equal(0, process.ExitCode);
        Assert.False(Directory.Exists(data));
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(("INFOSHARE_NOTHING", ""), arguments);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync((string Name, string Value) setting, params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("InfoShare.Functions", "InfoShare.Functions", arguments);
        start.Environment[setting.Name] = setting.Value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }
}
