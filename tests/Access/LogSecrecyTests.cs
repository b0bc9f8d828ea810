using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Access;

/// <summary>What the hub writes into its log while it is used well, badly and maliciously: no token, no identifier, no body.</summary>
public sealed class LogSecrecyTests
{
    private const string Identifier = "HRB424242";
    private const string Name = "Zauberwald";

    [Fact]
    public async Task No_Token_Identifier_Or_Body_Is_In_A_Log_Line()
    {
        await using var issuer = await LoopbackIssuer.StartAsync();
        await using var hub = await HubDriver.StartAsync(new Dictionary<string, string?>
        {
            ["Access:Issuers:0:Issuer"] = "https://id.partner.example/",
            ["Access:Issuers:0:Audience"] = "infoshare",
            ["Access:Issuers:0:JwksUri"] = "http://127.0.0.1:9/keys",
        });
        using var captured = new CapturedLog();
        hub.Services.GetRequiredService<ILoggerFactory>().AddProvider(captured);
        await hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
        await hub.RegisterAsync("cn-customs", AgencyKind.Customs, "CN", Membership.Home);
        using var forge = new EmbeddedForge(hub);
        List<string> tokens = [.. forge.Bad.Values.Select(make => make()).Where(token => token.Length > 20), forge.Good()];
        tokens.Add(issuer.Token("RS256", new() { ["iss"] = "https://id.partner.example/", ["aud"] = "infoshare" }));
        await UseAsync(hub, tokens);
        await MisuseAsync(hub);

        Assert.Contains(captured.Lines, line => line.Contains("could not be read", StringComparison.Ordinal));
        string[] secrets = [.. tokens, .. tokens.SelectMany(token => token.Split('.')).Where(part => part.Length > 20), hub.Token("de-market", Roles.Reader)[^60..], Identifier, Name];
        Assert.All(secrets, secret => Assert.DoesNotContain(captured.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task UseAsync(HubDriver hub, List<string> tokens)
    {
        using var anonymous = hub.Anonymous();
        foreach (var token in tokens)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"merchants/registration/DE:{Identifier}");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            using var answer = await anonymous.SendAsync(request);
        }

        await hub.PublishAsync("de-market", "sanctions", Invented.Sanction("S-1", identifiers: $$"""[{"scheme":"registration","value":"DE:{{Identifier}}"}]""", name: $"{Name} GmbH"));
        using var reader = hub.As("cn-customs", Roles.CaseOfficer, "investigation");
        foreach (var path in new[] { $"merchants/registration/DE:{Identifier}", $"merchants?name={Name}", $"public/merchants/registration/DE:{Identifier}", $"records/{Identifier}", $"{Identifier}/nowhere" })
        {
            using var answer = await reader.GetAsync(path);
        }
    }

    private static async Task MisuseAsync(HubDriver hub)
    {
        using var publisher = hub.As("de-market", Roles.Publisher);
        string[] bodies =
        [
            $$"""{"{{Name}}": "{{Identifier}}" """, $"[\"{Name}\"", $"\"{Name} \\ud800 {Identifier}\"", Name,
            Invented.Sanction("S-2", name: Name).With("summary", Identifier).With("severity", Name).ToJsonString(),
        ];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await publisher.PostAsync("sanctions", content);
            using var lines = new StringContent(body + "\n", Encoding.UTF8, "application/x-ndjson");
            using var submitted = await publisher.PostAsync("submissions", lines);
            Assert.True((int)answer.StatusCode < 500 && (int)submitted.StatusCode < 500);
            if (submitted.Headers.Location is { } location)
            {
                await EndedAsync(publisher, location);
            }
        }

        using var cut = new HttpRequestMessage(HttpMethod.Post, "sanctions") { Content = new ByteArrayContent([0xff, 0xfe, 0x00]) };
        cut.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var refused = await publisher.SendAsync(cut);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    private static async Task EndedAsync(HttpClient client, Uri location)
    {
        var started = TimeProvider.System.GetTimestamp();
        JsonNode state;
        do
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "The submission did not end.");
            await Task.Delay(20);
            using var answer = await client.GetAsync(location);
            state = await HubDriver.ReadAsync(answer);
        }
        while (state["status"]!.GetValue<string>() is "queued" or "processing" or "running");
    }

    /// <summary>Every line as a provider may write it: message, values and exception.</summary>
    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => pair.Value)) : "";
            _lines.Enqueue($"{formatter(state, exception)} {values} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
