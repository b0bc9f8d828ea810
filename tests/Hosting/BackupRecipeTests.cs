using System.Diagnostics;
using System.Globalization;
using System.Net;
using InfoShare.Access;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Hosting;

/// <summary>The backup as docs/operations.md has it, line for line, of a hub that is being published to.</summary>
public sealed class BackupRecipeTests
{
    private const string Folder = "/var/lib/infoshare";

    [Fact]
    public async Task A_Backup_Made_As_The_Guide_Says_Has_Every_Record_That_Was_Acknowledged()
    {
        await using var hub = await HubProcess.StartAsync();
        await hub.RegisterAsync("cn-customs", "customs");
        var backup = Path.Combine(Directory.CreateTempSubdirectory("infoshare-backup-").FullName, "copy");
        var acknowledged = Task.WhenAll(Enumerable.Range(0, 4).Select(client => PublishUntilGoneAsync(hub, client)));
        await Eventually.TrueAsync(() => _acknowledged > 200, "records are acknowledged");

        using (var copying = Process.Start(new ProcessStartInfo("bash", ["-ec", Recipe(hub, backup)]))!)
        {
            await copying.WaitForExitAsync();
            Assert.Equal(0, copying.ExitCode);
        }

        await acknowledged;
        await using var restored = await HubProcess.StartAsync(data: backup);
        using var agency = restored.As("cn-customs", Roles.Publisher | Roles.Reader);
        await Eventually.TrueAsync(async () => await CountAsync(agency) >= _acknowledged, $"all of {_acknowledged} are there");
        Assert.False(File.Exists(Path.Combine(hub.Data, "infoshare.db-wal")));
    }

    private int _acknowledged;

    private async Task PublishUntilGoneAsync(HubProcess hub, int client)
    {
        using var agency = hub.As("cn-customs", Roles.Publisher);
        try
        {
            for (var number = 0; ; number++)
            {
                using var answer = await agency.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction($"{client}-{number}")));
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    Interlocked.Increment(ref _acknowledged);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The hub has ended.
        }
    }

    /// <summary>The lines of the guide between stopping the hub and starting it again.</summary>
    private static string Recipe(HubProcess hub, string backup)
    {
        var guide = Repository.Read("docs/operations.md");
        var from = guide.IndexOf("kill -TERM $PID", StringComparison.Ordinal);
        var lines = guide[from..guide.IndexOf("hub serve", from, StringComparison.Ordinal)];
        return $"PID={hub.Id.ToString(CultureInfo.InvariantCulture)}\n"
            + lines.Replace($"/backup/infoshare-$(date +%F)", backup, StringComparison.Ordinal).Replace(Folder, hub.Data, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(HttpClient agency)
    {
        var (count, next) = (0, "");
        do
        {
            using var page = await agency.GetAsync($"records?publisher=me&limit=500{next}");
            var list = await HubDriver.ReadAsync(page);
            count += list["items"]!.AsArray().Count;
            next = list["next"] is { } cursor ? $"&cursor={Uri.EscapeDataString((string)cursor!)}" : null;
        }
        while (next is not null);
        return count;
    }
}
