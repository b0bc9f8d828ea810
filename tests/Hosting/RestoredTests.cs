using System.Diagnostics;
using System.Net;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Hosting;

/// <summary>A backup of the embedded store put back, as docs/operations.md says.</summary>
public sealed class RestoredTests
{
    [Fact]
    public async Task A_Restored_Hub_Has_The_Records_Of_The_Backup_And_Refuses_Cursors_Of_After_It()
    {
        await using var hub = await HubProcess.StartAsync();
        await hub.RegisterAsync("cn-customs", "customs");
        using var agency = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        await PublishAsync(agency, "one");
        await PublishAsync(agency, "two");
        await hub.KillAsync();
        var backup = Directory.CreateTempSubdirectory("infoshare-backup-").FullName;
        Copy(hub.Data, backup);

        hub.Launch();
        await hub.ReadyAsync();
        await PublishAsync(agency, "three");
        var cursor = await CursorAsync(agency);
        await hub.KillAsync();

        Directory.Delete(hub.Data, recursive: true);
        Copy(backup, hub.Data);
        Directory.Delete(backup, recursive: true);
        await SayItWasRestoredAsync(hub.Data);
        hub.Launch();
        await hub.ReadyAsync();
        using var answer = await agency.GetAsync($"records?publisher=me&limit=1&cursor={cursor}");
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        using var list = await agency.GetAsync("records?publisher=me");
        Assert.Equal(["two", "one"], (await HubDriver.ReadAsync(list))["items"]!.AsArray().Select(item => (string)item!["reference"]!));
    }

    [Fact]
    public async Task A_Store_That_Never_Was_A_Hubs_Is_Not_Said_To_Be_Restored()
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-nothing-").FullName;
        var (code, said) = await RestoredAsync(folder);
        Assert.Equal(1, code);
        Assert.Contains($"There has never been a hub on the embedded store in {folder}", said, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task SayItWasRestoredAsync(string data)
    {
        var (code, said) = await RestoredAsync(data);
        Assert.True(code == 0 && said.Contains($"the embedded store in {data} has the epoch", StringComparison.Ordinal), said);
    }

    private static async Task<(int Code, string Said)> RestoredAsync(string data)
    {
        using var process = Process.Start(BuiltProgram.StartInfo("InfoShare.Functions", "InfoShare.Functions", ["restored", "--data", data]))!;
        var text = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(text));
    }

    private static async Task PublishAsync(HttpClient agency, string reference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "sanctions") { Content = HubDriver.Json(Invented.Sanction(reference)) };
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await agency.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<string> CursorAsync(HttpClient agency)
    {
        using var page = await agency.GetAsync("records?publisher=me&limit=1");
        return Uri.EscapeDataString((string)(await HubDriver.ReadAsync(page))["next"]!);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
