using System.Net;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Storage;
using InfoShare.Tests.Access;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.AccessLog;

public sealed class RequestLogTests
{
    [Fact]
    public async Task A_Stated_Purpose_Is_Durable_Before_The_Answer()
    {
        await using var app = await AccessApp.StartAsync();
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        var answer = await app.GetAsync(
            "/api/v1/member", app.Token("de-bvl", Roles.CaseOfficer), ("InfoShare-Purpose", "investigation; case=\"2026-114\""), ("InfoShare-On-Behalf-Of", "j.tan"));
        Assert.Equal("de-bvl|case-officer|j.tan|investigation|2026-114", await answer.Content.ReadAsStringAsync());
        var lines = await LinesAsync(app.Tables, "de-bvl");
        Assert.Contains("\"person\":\"j.tan\",\"purpose\":\"investigation\",\"case\":\"2026-114\"", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_The_Store_A_Stated_Purpose_Is_Answered_503_And_The_Rest_Goes_On()
    {
        var tables = new FailingTables(new MemoryTables());
        await using var app = await AccessApp.StartAsync(tables: tables);
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        var token = app.Token("de-bvl", Roles.CaseOfficer);
        tables.FailsToWriteTheLog = true;
        var refused = await app.GetAsync("/api/v1/member", token, ("InfoShare-Purpose", "investigation"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.DoesNotContain("de-bvl", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/v1/member", token)).StatusCode);
        tables.FailsToWriteTheLog = false;
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/v1/member", token, ("InfoShare-Purpose", "last"))).StatusCode);
        Assert.Contains("\"purpose\":\"investigation\"", await LinesAsync(tables, "de-bvl"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InfoShare-Purpose", "")]
    [InlineData("InfoShare-Purpose", "two words")]
    [InlineData("InfoShare-Purpose", "investigation; case=unquoted")]
    [InlineData("InfoShare-Purpose", "investigation; other=\"1\"")]
    [InlineData("InfoShare-Purpose", "investigation; case=\"a\"; case=\"b\"")]
    [InlineData("InfoShare-Purpose", "investigation; case=\"open")]
    [InlineData("InfoShare-On-Behalf-Of", "")]
    public async Task A_Malformed_Statement_Is_Refused(string header, string value)
    {
        await using var app = await AccessApp.StartAsync();
        var answer = await app.GetAsync("/api/v1/member", app.Token("hub-operator", Roles.Auditor), (header, value));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("invalid-header", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> LinesAsync(ITables tables, string caller)
    {
        var lines = new StringBuilder();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await foreach (var row in tables.QueryAllAsync(
            StorageNames.Tables.AccessLog, StorageNames.AccessLogRows.ByCaller(caller, day), null, null, CancellationToken.None))
        {
            lines.Append(Encoding.UTF8.GetString(row.Properties.GetBinary("Lines")!.Value.Span));
        }

        return lines.ToString();
    }

    private sealed class FailingTables(ITables inner) : ITables
    {
        public bool FailsToWriteTheLog { get; set; }

        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
            inner.GetAsync(table, partition, row, cancellationToken);

        public ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
            inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
            FailsToWriteTheLog && table == StorageNames.Tables.AccessLog
                ? throw new StorageUnavailableException("Unplugged.")
                : inner.CommitAsync(table, partition, writes, cancellationToken);
    }
}
