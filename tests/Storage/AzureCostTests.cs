using System.Globalization;
using System.Net;
using InfoShare.Access;
using InfoShare.Functions.Sequencing;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Sequencing;
using InfoShare.Tests.Visible;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfoShare.Tests.Storage;

/// <summary>What requests cost in calls to the storage account. What the hub does in the background (signals, the access log, tailing) is no part of a request.</summary>
[NeedsAzurite]
public sealed class AzureCostTests
{
    private readonly RequestCounter _counter = new();

    [StoreFact]
    public async Task Publishing_Is_One_Call_And_A_Look_Up_None_And_One_For_Each_Record_Shown_With_Its_Body()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync(await EmulatedStore.SettingsAsync(), _counter.Decorate);
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("first"));

        Assert.Single(await CallsAsync(customs, HttpMethod.Post, "sanctions", Invented.Sanction("second"), HttpStatusCode.Created));
        Assert.InRange((await CallsAsync(customs, HttpMethod.Post, "sanctions", Invented.Sanction("second"), HttpStatusCode.OK)).Count, 1, 2);
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("third"));

        Assert.Empty(await CallsAsync(customs, HttpMethod.Get, "merchants/registration/DE:HRB999001", null, HttpStatusCode.OK));
        var bodies = await CallsAsync(customs, HttpMethod.Get, "merchants/registration/DE:HRB999001?bodies=true", null, HttpStatusCode.OK);
        Assert.Equal(3, bodies.Count);
        Assert.All(bodies, call => Assert.StartsWith("GET Records()", call, StringComparison.Ordinal));
        Assert.Single(await CallsAsync(customs, HttpMethod.Get, "merchants/registration/DE:HRB999001?bodies=true&limit=1", null, HttpStatusCode.OK));
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public async Task Sequencing_A_Hundred_Records_Is_Two_Calls_And_One_For_Each_Shard_And_The_Clean_Up(int shards)
    {
        var network = new FaultyTransport();
        var account = (await AzuriteProcess.SharedAsync()).NewAccount();
        var sound = EmulatedStore.Of(account);
        var store = EmulatedStore.Of(account, new() { Transport = network });
        var counted = new CountingTables(store.Tables);
        var lease = new SequenceLease(counted, TimeProvider.System);
        var runs = new SequencingRuns(
            new(counted, TimeProvider.System, new(), SequencingLimits.Default, lease),
            new(counted, TimeProvider.System),
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<SequencingRuns>.Instance,
            new(lease, new(counted, store.Blobs, SequencingLimits.Default), SequencingLimits.Default));
        string[] named = [.. StorageNames.RecordRows.Shards.Take(shards)];
        await CommitAsync(sound, named, 0, shards);
        await runs.HandleAsync(SequenceMessage.Encode(named), default);
        await CommitAsync(sound, named, shards, 100);
        counted.Calls.Clear();
        network.Reset((_, _) => CallFault.None);

        await runs.HandleAsync(SequenceMessage.Encode(named), default);

        // The head is read by the call that takes the lease, the hint for who runs.
        Assert.Equal(1, counted.Count("commit lease"));
        Assert.Equal(1, counted.Count("commit Sequence"));
        Assert.Equal(shards, counted.Count("query Records"));

        // The clean-up: a look at what an earlier round may have left, the pairs of 50 at most, and the head, whose move lets the lease go.
        Assert.Equal(1, counted.Count("query Sequence"));
        Assert.Equal(shards * (int)Math.Ceiling(100.0 / shards / 50), counted.Count("commit Records"));
        Assert.Equal(1, counted.Count("commit head"));
        Assert.Equal(1 + 1 + shards + 1 + (shards * (int)Math.Ceiling(100.0 / shards / 50)) + 1, counted.Calls.Count);
        Assert.Equal(counted.Calls.Count, network.Calls);
    }

    private static async Task CommitAsync(InfoShare.Functions.Storage.Azure.AzureStore store, string[] shards, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            var shard = shards[number % shards.Length];
            var letters = string.Concat(number.ToString("D6", CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
            var pending = Entries.Pending(RecordId.Parse($"sanction_{shard}{letters.PadRight(26, 'a')}"), 1, number, "");
            await store.Tables.CommitAsync(StorageNames.Tables.Records, shard, Entries.Commit(pending), default);
        }
    }

    private async Task<IReadOnlyList<string>> CallsAsync(HttpClient client, HttpMethod method, string path, System.Text.Json.Nodes.JsonNode? body, HttpStatusCode expected)
    {
        var number = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : HubDriver.Json(body) };
        request.Headers.Add(StorageCalls.Header, number);
        using var response = await client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        return _counter.Of(number);
    }

    /// <summary>Calls of the port by kind; reads and commits of the head's table by their row.</summary>
    private sealed class CountingTables(ITables inner) : ITables
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Calls { get; } = new();

        public int Count(string call) => Calls.Count(one => one == call);

        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"get {row}");
            return inner.GetAsync(table, partition, row, cancellationToken);
        }

        public ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"query {table}");
            return inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
        }

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            Calls.Enqueue($"commit {(table == StorageNames.Tables.SequenceHead ? writes[0].Row : table)}");
            return inner.CommitAsync(table, partition, writes, cancellationToken);
        }
    }
}
