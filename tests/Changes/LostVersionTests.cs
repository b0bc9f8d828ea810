using System.Net;
using InfoShare.Access;
using InfoShare.Records;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Changes;

/// <summary>A store that lost versions which its sequence still names.</summary>
public sealed class LostVersionTests
{
    [Fact]
    public async Task A_Feed_That_Comes_To_A_Version_Which_Is_Not_Stored_Is_503_And_The_Caller_Can_Come_Back()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        var id = RecordId.Parse(await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("lost")));
        var lost = await hub.Services.GetRequiredService<ITables>().CommitAsync(
            StorageNames.Tables.Records,
            id.Shard,
            [new TableWrite.Delete(StorageNames.RecordRows.Version(id, 1), null), new TableWrite.Delete(StorageNames.RecordRows.Current(id), null)],
            CancellationToken.None);
        Assert.IsType<CommitOutcome.Committed>(lost);

        using var reader = hub.As("cn-customs", Roles.Reader);
        using var answer = await reader.GetAsync(new Uri("changes", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
