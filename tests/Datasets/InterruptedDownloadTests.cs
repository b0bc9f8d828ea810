using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli.Datasets;
using InfoShare.Cli.Hub;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

/// <summary>The tool's download against a real hub, over a connection that breaks.</summary>
public sealed class InterruptedDownloadTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-part-").FullName;

    private HubDriver _hub = null!;

    private RemoteFile _file = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync();
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("1"));
        using var analyst = _hub.As("cn-tax", Roles.Analyst);
        using var asked = await analyst.PostAsync("datasets/sanctions/builds", null);
        JsonNode? manifest = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await analyst.GetAsync("datasets/sanctions/latest");
                manifest = answer.IsSuccessStatusCode ? await HubDriver.ReadAsync(answer) : null;
                return manifest is not null;
            },
            "a version is there");
        var members = manifest!["segments"]!.AsArray().Single(segment => segment!["id"]!.GetValue<string>() == "members")!;
        var file = members["files"]!.AsArray().Single(file => file!["name"]!.GetValue<string>() == "members.sanctions.ndjson.gz")!;
        _file = RemoteFile.Of(System.Text.Json.JsonSerializer.SerializeToElement(file), $"datasets/sanctions/{manifest["version"]!.GetValue<string>()}");
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_Download_That_Breaks_Off_At_Any_Byte_Is_Taken_Up_There_And_Is_Whole_In_The_End()
    {
        Assert.InRange(_file.Size, 200, 4000);
        for (var cutAt = 1; cutAt < _file.Size; cutAt += cutAt < 40 || cutAt > _file.Size - 20 ? 1 : 11)
        {
            await using var proxy = new CuttingProxy(_hub.Address, cutAt);
            var seen = new List<long>();
            var part = await DownloadAsync(proxy.Address, Path.Combine(_folder, $"{cutAt}"), seen.Add);
            Assert.Equal(_file.Sha256, await FileDownload.HashAsync(part, default));
            Assert.Equal(2, proxy.Connections);
            Assert.Contains(cutAt, seen);
            Assert.Equal(seen.Order(), seen);
        }
    }

    [Fact]
    public async Task A_Later_Run_Goes_On_With_What_An_Earlier_One_Left()
    {
        var whole = await File.ReadAllBytesAsync(await DownloadAsync(_hub.Address, Path.Combine(_folder, "whole"), _ => { }));
        foreach (var left in new[] { 0, 1, whole.Length / 2, whole.Length - 1, whole.Length })
        {
            var target = Path.Combine(_folder, $"left-{left}");
            await File.WriteAllBytesAsync($"{target}.{_file.Sha256[..16]}.part", whole[..left]);
            var seen = new List<long>();
            await DownloadAsync(_hub.Address, target, seen.Add);
            Assert.Equal(left, seen[0]);
        }
    }

    [Fact]
    public async Task A_Part_That_Is_Damaged_Or_Too_Long_Is_Not_Taken_For_The_File()
    {
        var target = Path.Combine(_folder, "damaged");
        var part = $"{target}.{_file.Sha256[..16]}.part";
        await File.WriteAllBytesAsync(part, [1, 2, 3]);
        var refused = await Assert.ThrowsAsync<HubRefusedException>(() => DownloadAsync(_hub.Address, target, _ => { }));
        Assert.Contains("checksum", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(part));
        await DownloadAsync(_hub.Address, target, _ => { });
        await File.WriteAllBytesAsync(part, new byte[_file.Size + 1]);
        await DownloadAsync(_hub.Address, target, _ => { });
    }

    private async Task<string> DownloadAsync(Uri address, string target, Action<long> onProgress)
    {
        using var hub = new HubClient(address, HubToken.Of(_hub.Token("cn-tax", Roles.Analyst)), (_, _) => { });
        return await new FileDownload(hub, TextWriter.Null).GetAsync(_file, target, onProgress, default);
    }
}
