using System.Net;
using System.Text;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Merchants;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Time;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Hosting;

/// <summary>Timers of a process whose index cannot be read.</summary>
public sealed class UnreadyTimerTests
{
    [Theory]
    [InlineData("publicity")]
    [InlineData("snapshot")]
    [InlineData("tell")]
    public async Task A_Timer_That_Could_Do_Nothing_Says_So_By_Failing(string timer)
    {
        var time = new ManualTime();
        await using var hub = await HubDriver.StartAsync(
            decorate: services => services
                .AddSingleton(_ => new MerchantIndex(time))
                .AddSingleton<ITables>(provider => new NoSequence(provider.GetRequiredService<SqliteStore>().Tables)),
            behindFunctionsHost: true);

        var answering = StatusAsync(new Uri(hub.Address, timer));
        await time.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => answering.IsCompleted);

        Assert.Equal(HttpStatusCode.InternalServerError, await answering);
    }

    private static async Task<HttpStatusCode> StatusAsync(Uri address)
    {
        using var host = new HttpClient();
        using var payload = new StringContent("""{"Data":{"timer":{}},"Metadata":{"sys":{}}}""", Encoding.UTF8, "application/json");
        using var answer = await host.PostAsync(address, payload);
        return answer.StatusCode;
    }

    private sealed class NoSequence(ITables tables) : ITables
    {
        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
            tables.GetAsync(table, partition, row, cancellationToken);

        public ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) => table == StorageNames.Tables.Sequence
            ? throw new StorageUnavailableException("Gone.")
            : tables.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
            tables.CommitAsync(table, partition, writes, cancellationToken);
    }
}
