using System.Diagnostics;
using System.IO.Compression;
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
          'deployment group show'*) [ -z "${BY_AZD:-}" ] || { echo 'DeploymentNotFound' >&2; exit 3; } ;;&
          *outputs.appName*) echo func-hub ;;
          *outputs.storageAccount*) echo sthub ;;
          *outputs.deploymentContainer*) echo packages ;;
          'functionapp show'*'--query properties.defaultHostName'*) echo func-hub.azurewebsites.net ;;
          'functionapp show'*defaultHostName*) ;;
          'provider show'*) echo "${PROVIDER:-Registered}" ;;
          'storage blob upload'*) [ "$(grep -c 'blob upload' "$CALLS")" -ge "${ALLOWED_AT:-0}" ] || { echo 'ErrorCode:AuthorizationPermissionMismatch' >&2; exit 1; } ;;
          'functionapp show'*) echo /subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/func-hub ;;
        esac
        """;

    /// <summary>Ready at the third question, if ever.</summary>
    private const string Curl = """
        #!/usr/bin/env bash
        echo "curl $*" >> "$CALLS"
        asked=$(grep -c '^curl' "$CALLS")
        [ "$asked" -ge "${NEW_AT:-0}" ] && version=new-one || version=old-one
        [ "$asked" -ge "$READY_AT" ] && printf '{"status": "ready", "version": "%s"}\n200' "$version" || printf '{}\n503'
        """;

    private const string Azd = """
        #!/usr/bin/env bash
        echo "azd $*" >> "$CALLS"
        printf 'AZURE_ENV_NAME="my-hub"\nappName="func-azd"\nstorageAccount="stazd"\ndeploymentContainer="packages"\n'
        """;

    private const string Emails = "alertEmails=[\"operator@hub.example\"]";

    /// <summary>What the stand-ins are told.</summary>
    private readonly Dictionary<string, string> _environment = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infoshare-deploy-");

    private string Package => Path.Combine(_folder.FullName, "released-package.zip");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_Provisions_Uploads_Has_The_Triggers_Read_And_Waits_Until_The_Hub_Is_Ready()
    {
        var (code, calls) = await RunAsync("3", ["--resource-group", "g", "--set", "name=hub", "--set", Emails, "--package", Package]);
        Assert.Equal(0, code);
        var steps = calls.Select(call => string.Join(' ', call.Split(' ').Take(4))).ToList();
        Assert.Equal("az provider show --namespace", steps[0]);
        Assert.Equal("az deployment group create", steps[1]);
        Assert.Contains("name=hub", calls[1], StringComparison.Ordinal);
        Assert.Contains("pilot.parameters.json", calls[1], StringComparison.Ordinal);
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
    public async Task It_Registers_The_Provider_That_A_Network_Needs_Before_It_Provisions()
    {
        _environment["PROVIDER"] = "NotRegistered";
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--set", Emails, "--package", Package]);
        Assert.Equal(0, code);
        Assert.Equal("az provider register --namespace Microsoft.App --wait", calls[1]);
    }

    [Fact]
    public async Task It_Provisions_Nothing_Where_Nobody_Would_Be_Told_Of_An_Alert()
    {
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--package", Package]);
        Assert.Equal(2, code);
        Assert.Empty(calls);
    }

    [Fact]
    public async Task It_Finds_What_Azd_Has_Provisioned()
    {
        _environment["BY_AZD"] = "yes";
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--azd", "--package", Package]);
        Assert.Equal(0, code);
        Assert.DoesNotContain(calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
        Assert.Contains(calls, call => call.Contains("--account-name stazd --container-name packages", StringComparison.Ordinal));
        Assert.Contains(calls, call => call.StartsWith("az functionapp restart --resource-group g --name func-azd", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_Takes_The_Names_Of_What_Was_Provisioned_Otherwise_And_Asks_For_Them_Where_It_Does_Not_Know_Them()
    {
        _environment["BY_AZD"] = "yes";
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--package-only", "--app", "func-own", "--account", "stown", "--package", Package]);
        Assert.Equal(0, code);
        Assert.Contains(calls, call => call.Contains("--account-name stown --container-name packages", StringComparison.Ordinal));
        (code, _) = await RunAsync("1", ["--resource-group", "g", "--package-only", "--package", Package]);
        Assert.NotEqual(0, code);
    }

    /// <summary>The role that lets it upload has just been assigned.</summary>
    [Fact]
    public async Task It_Tries_The_Upload_Again_While_It_Is_Not_Yet_Allowed()
    {
        _environment["ALLOWED_AT"] = "3";
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--package-only", "--package", Package]);
        Assert.Equal(0, code);
        Assert.Equal(4, calls.Count(call => call.StartsWith("az storage blob upload", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_Does_Not_Take_The_Package_Before_For_The_One_That_It_Has_Uploaded()
    {
        await using (var zip = await ZipFile.OpenAsync(Package, ZipArchiveMode.Create))
        await using (var version = new StreamWriter(await zip.CreateEntry("package-version.txt").OpenAsync()))
        {
            await version.WriteAsync("new-one\n");
        }

        _environment["NEW_AT"] = "4";
        var (code, calls) = await RunAsync("1", ["--resource-group", "g", "--package-only", "--package", Package]);
        Assert.Equal(0, code);
        Assert.Equal(4, calls.Count(call => call.StartsWith("curl", StringComparison.Ordinal)));
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
        if (!File.Exists(Package))
        {
            await File.WriteAllTextAsync(Package, "zip");
        }

        foreach (var (name, text) in new[] { ("az", Az), ("azd", Azd), ("curl", Curl) })
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
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["CALLS"] = calls;
        start.Environment["READY_AT"] = readyAt;
        start.Environment["INFOSHARE_POLL_SECONDS"] = "0";
        using var process = Process.Start(start)!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, [.. await File.ReadAllLinesAsync(calls)]);
    }
}
