using System.Diagnostics;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Bicep;

/// <summary>
/// The script that deploys, with stand-ins for the Azure CLI and for curl which note how they were called: what it does and in which order,
/// not whether Azure takes it.
/// </summary>
public sealed class DeployScriptTests : IDisposable
{
    private const string Az = """
        #!/usr/bin/env bash
        echo "az $*" >> "$CALLS"
        case "$*" in
          *outputs.appName*) echo func-hub ;;
          *outputs.appHost*) echo func-hub.azurewebsites.net ;;
          *outputs.storageAccount*) echo sthub ;;
          *outputs.deploymentContainer*) echo packages ;;
          'functionapp show'*) echo /subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/func-hub ;;
        esac
        """;

    /// <summary>Ready at the third question, if ever.</summary>
    private const string Curl = """
        #!/usr/bin/env bash
        echo "curl $*" >> "$CALLS"
        [ "$(grep -c '^curl' "$CALLS")" -ge "$READY_AT" ] && echo -n 200 || echo -n 503
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infoshare-deploy-");

    private string Package => Path.Combine(_folder.FullName, "released-package.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_Provisions_Uploads_Has_The_Triggers_Read_And_Waits_Until_The_Hub_Is_Ready()
    {
        var (code, calls) = await RunAsync("3", ["--resource-group", "g", "--set", "name=hub", "--package", Package]);
        Assert.Equal(0, code);
        var steps = calls.Select(call => string.Join(' ', call.Split(' ').Take(4))).ToList();
        Assert.Equal("az deployment group create", steps[0]);
        Assert.Contains("name=hub", calls[0], StringComparison.Ordinal);
        Assert.Contains("pilot.parameters.json", calls[0], StringComparison.Ordinal);
        var uploads = calls.Where(call => call.StartsWith("az storage blob upload", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, uploads.Count);
        Assert.Contains("--auth-mode login --account-name sthub --container-name packages --name released-package.zip", uploads[1], StringComparison.Ordinal);
        var rest = calls.FindIndex(call => call.StartsWith("az rest --method post", StringComparison.Ordinal));
        Assert.Contains("sites/func-hub/syncfunctiontriggers", calls[rest], StringComparison.Ordinal);
        Assert.True(calls.IndexOf(uploads[1]) < rest);
        Assert.True(rest < calls.FindIndex(call => call.StartsWith("az functionapp restart", StringComparison.Ordinal)));
        Assert.Equal(3, calls.Count(call => call.StartsWith("curl", StringComparison.Ordinal) && call.Contains("https://func-hub.azurewebsites.net/api/v1/health/ready", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_Provisions_Nothing_Where_The_Package_Alone_Is_Asked_For()
    {
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--package-only", "--package", Package]);
        Assert.Equal(0, code);
        Assert.DoesNotContain(calls, call => call.StartsWith("az deployment group create", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_Fails_Where_The_Hub_Does_Not_Become_Ready()
    {
        var (code, _) = await RunAsync("1000000", ["--resource-group", "g", "--package-only", "--package", Package, "--timeout", "0"]);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("--resource-group")]
    [InlineData("--package", "p.zip")]
    [InlineData("--resource-group", "g", "--parcel", "p.zip")]
    [InlineData("--resource-group", "g", "--package", "/nowhere/p.zip")]
    public async Task What_Cannot_Be_Meant_Is_Refused_Before_Anything_Is_Done(params string[] arguments)
    {
        var (code, calls) = await RunAsync("1", arguments);
        Assert.Equal(2, code);
        Assert.Empty(calls);
    }

    private async Task<(int Code, List<string> Calls)> RunAsync(string readyAt, string[] arguments)
    {
        var calls = Path.Combine(_folder.FullName, "calls");
        await File.WriteAllTextAsync(calls, "");
        await File.WriteAllTextAsync(Package, "zip");
        foreach (var (name, text) in new[] { ("az", Az), ("curl", Curl) })
        {
            var file = Path.Combine(_folder.FullName, name);
            await File.WriteAllTextAsync(file, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "bicep", "deploy.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["CALLS"] = calls;
        start.Environment["READY_AT"] = readyAt;
        start.Environment["INFOSHARE_POLL_SECONDS"] = "0";
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, [.. await File.ReadAllLinesAsync(calls)]);
    }
}
