using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.BadInput;

/// <summary>Every route that takes a JSON body, with a valid body and who may send it.</summary>
internal sealed class WritingRoutes(HubDriver hub, string id, string alert) : IDisposable
{
    private readonly HttpClient _reader = hub.As("cn-customs", Roles.Reader);

    private readonly HttpClient _publisher = hub.As("cn-customs", Roles.Publisher);

    private readonly HttpClient _feed = hub.As("demo-pay", Roles.Feed);

    private readonly HttpClient _administrator = hub.As("hub-operator", Roles.Administrator);

    public static async Task<(HubDriver Hub, WritingRoutes Routes)> StartAsync()
    {
        var hub = await HubDriver.StartWithAgenciesAsync();
        await hub.RegisterAsync("other-pay", AgencyKind.PaymentInstitution, "DE", Membership.Partner);
        return (hub, new(hub, await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("bad-input")), await hub.PublishAsync("other-pay", "alerts", Invented.Alert("bad-input"))));
    }

    public IEnumerable<Route> All()
    {
        var reason = new JsonObject { ["reason"] = "It was a mistake." };
        yield return new(_publisher, HttpMethod.Post, "sanctions", Invented.Sanction("other"), false);
        yield return new(_publisher, HttpMethod.Post, "sanctions?validate=only", Invented.Sanction("other"), false);
        yield return new(_publisher, HttpMethod.Post, "cases", Invented.Case("other"), false);
        yield return new(_feed, HttpMethod.Post, "alerts", Invented.Alert("other"), false);
        yield return new(_publisher, HttpMethod.Put, $"records/{id}", Invented.Sanction("bad-input").With("change", reason.DeepClone()).With("severity", "minor"), true);
        yield return new(_publisher, HttpMethod.Post, $"records/{id}/retract", reason, true);
        yield return new(_publisher, HttpMethod.Post, $"records/{id}/reinstate", reason, true);
        yield return new(_publisher, HttpMethod.Post, $"records/{id}/repair", reason, true);
        yield return new(_reader, HttpMethod.Post, $"alerts/{alert}/dispositions", new JsonObject { ["answer"] = "confirmed", ["note"] = "It is so." }, false);
        yield return new(_publisher, HttpMethod.Post, "subscriptions", JsonNode.Parse("""{"url":"https://example.com/hook","filter":{"kinds":["case"]}}""")!.AsObject(), false);
        yield return new(_administrator, HttpMethod.Put, "agencies/xx-agency", JsonNode.Parse("""{"name":"X","kind":"customs","jurisdiction":"DE","groups":[]}""")!.AsObject(), false);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _publisher.Dispose();
        _feed.Dispose();
        _administrator.Dispose();
    }

    internal sealed record Route(HttpClient Client, HttpMethod Method, string Path, JsonObject Body, bool NeedsIfMatch)
    {
        public string Valid => Body.ToJsonString();

        /// <summary>The request with its valid headers, to be spoiled.</summary>
        public HttpRequestMessage Request(byte[]? body = null)
        {
            var content = new ByteArrayContent(body ?? Encoding.UTF8.GetBytes(Valid));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var request = new HttpRequestMessage(Method, Path) { Content = content };
            if (NeedsIfMatch)
            {
                request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            }

            return request;
        }

        public override string ToString() => $"{Method} {Path}";
    }
}
