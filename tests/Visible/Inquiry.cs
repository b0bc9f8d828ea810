using System.Text.Json.Nodes;

namespace InfoShare.Tests.Visible;

/// <summary>One caller asks a hub; every answer must have the right status and say nothing of a record of the population that is denied to the caller.</summary>
internal sealed class Inquiry(HttpClient client, GivenCaller caller, IReadOnlyList<GivenRecord> population)
{
    private const string NotFound = """{"type":"urn:infoshare:problem:not-found","title":"Not Found","status":404,"detail":"There is nothing here that you may see."}""";

    public GivenCaller Caller => caller;

    public IReadOnlyList<GivenRecord> Population => population;

    public bool Sees(GivenRecord record, Oracle.Asking asking) => Oracle.Sees(caller, record, asking);

    /// <summary>The answer, or null if there rightly is none.</summary>
    public async Task<JsonNode?> GetAsync(string path, Oracle.Asking asking, bool mayCall, bool isShown = true) =>
        Check(path, await Answer.GetAsync(client, path), asking, mayCall, isShown);

    public async Task<JsonNode?> PostAsync(string path, string body, Oracle.Asking asking, bool mayCall) =>
        Check(path, await Answer.PostAsync(client, path, body), asking, mayCall, true);

    public void Expect<T>(string path, string what, T expected, T told) =>
        Assert.True(EqualityComparer<T>.Default.Equals(expected, told), $"{caller} asks {path} and is told {what} {told}, not {expected}");

    public void Expect(string path, string what, IEnumerable<string> expected, IEnumerable<string> told) =>
        Expect(path, what, string.Join(' ', expected.Order(StringComparer.Ordinal)), string.Join(' ', told.Order(StringComparer.Ordinal)));

    /// <summary>Of one's own record one is told all that it names; of others', what one may see.</summary>
    public void ExpectRelated(string path, GivenRecord record, JsonNode answer)
    {
        bool IsTold(GivenRecord other) => record.Publisher == caller.Agency.Id || Sees(other, Oracle.Asking.Many);
        var related = population.Where(other => record.RelatedIds.Contains(other.Id) || record.Related.Contains((other.Publisher, other.Reference))).Where(IsTold);
        var told = (answer["relatedRecords"]?.AsArray() ?? []).Select(item => (string?)item!["id"] ?? (string)item["reference"]!);
        Expect(path, $"the related records of {record}", answer["merchant"] is null ? [] : related.Select(other => record.RelatedIds.Contains(other.Id) ? other.Id : other.Reference), told);
    }

    private JsonNode? Check(string path, Answer answer, Oracle.Asking asking, bool mayCall, bool isShown)
    {
        Expect(path, "status", mayCall ? isShown ? 200 : 404 : 403, answer.Status);
        if (answer.Status == 404)
        {
            Expect(path, "", NotFound, answer.Text);
        }

        var told = JsonNode.Parse(answer.Text)!;
        var said = WithoutOwnRelated(told.DeepClone()).ToJsonString();
        foreach (var secret in population.SelectMany(record => Secrets(record, asking)).Where(secret => said.Contains(secret, StringComparison.Ordinal)))
        {
            Assert.Fail($"{caller} asks {path} and is told {secret}: {said}");
        }

        Assert.True(told["truncated"] is null, $"{path} is truncated by records that are not shown");
        return answer.Status == 200 ? told : null;
    }

    /// <summary>What must not be said of the record.</summary>
    private string[] Secrets(GivenRecord record, Oracle.Asking asking) =>
        !Sees(record, asking) ? [record.Id, record.Reference, record.Name]
        : asking == Oracle.Asking.Profile && Oracle.SeesHeaderOnly(caller, record) ? [record.Reference, record.Name]
        : [];

    /// <summary>One's own record names its related ones as one wrote them.</summary>
    private JsonNode WithoutOwnRelated(JsonNode node)
    {
        if (node is JsonObject record && (string?)(record["publisher"] as JsonValue) == caller.Agency.Id)
        {
            record.Remove("relatedRecords");
        }

        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node is JsonArray items ? items : [])
        {
            if (child is JsonObject or JsonArray)
            {
                WithoutOwnRelated(child);
            }
        }

        return node;
    }
}
