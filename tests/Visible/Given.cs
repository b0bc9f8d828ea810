using System.Text.Json.Nodes;

namespace InfoShare.Tests.Visible;

/// <summary>A label, in the words of the API.</summary>
internal sealed record GivenLabel(string Tlp, params GivenEntry[] Audience)
{
    public string[] Except { get; init; } = [];

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["tlp"] = Tlp };
        if (Audience.Length > 0)
        {
            json["audience"] = new JsonArray([.. Audience.Select(entry => entry.ToJson())]);
        }

        if (Except.Length > 0)
        {
            json["except"] = new JsonArray([.. Except.Select(agency => JsonValue.Create(agency))]);
        }

        return json;
    }
}

/// <summary>One entry of an audience: all that it names must hold.</summary>
internal sealed record GivenEntry(string? Agency = null, string? Kind = null, string? Jurisdiction = null, string? Group = null, string? Membership = null)
{
    public JsonNode ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in new[]
        {
            ("agency", Agency), ("kind", Kind), ("jurisdiction", Jurisdiction), ("group", Group), ("membership", Membership),
        })
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        return json;
    }
}

/// <summary>An agency of the hub under test.</summary>
internal sealed record GivenAgency(string Id, string Kind, string Jurisdiction, string Membership, params string[] Groups)
{
    /// <summary>As the driver registers them.</summary>
    public static GivenAgency[] All { get; } =
    [
        new("cn-customs", "customs", "CN", "home", "op-lantern"),
        new("cn-market", "market-regulator", "CN", "home", "op-lantern"),
        new("cn-tax", "tax", "CN", "home"),
        new("cn-finance", "financial-regulator", "CN", "home"),
        new("cn-commerce", "commerce", "CN", "home"),
        new("cn-court", "judicial", "CN", "home"),
        new("de-customs", "customs", "DE", "partner", "op-lantern"),
        new("de-market", "market-regulator", "DE", "partner"),
        new("demo-platform", "platform", "CN", "home"),
        new("demo-pay", "payment-institution", "CN", "home"),
        new("hub-operator", "operator", "", "home"),
    ];

    public static GivenAgency Of(string id) => All.Single(agency => agency.Id == id);
}

/// <summary>A caller: an agency with the roles that it may hold, and whether it states a purpose.</summary>
internal sealed record GivenCaller(GivenAgency Agency, bool StatesPurpose, params string[] Roles)
{
    public override string ToString() => $"{Agency.Id} as {string.Join('+', Roles)}{(StatesPurpose ? " with a purpose" : "")}";
}

/// <summary>One version of a record as far as its visibility goes.</summary>
/// <param name="status"><c>active</c>, <c>repaired</c>, <c>expired</c> or <c>retracted</c>.</param>
internal sealed class GivenVersion(GivenLabel label, string status)
{
    public GivenLabel Label { get; } = label;

    public string Status { get; } = status;
}

/// <summary>An identifier of a record's merchant.</summary>
internal sealed record GivenIdentifier(string Scheme, string Value, bool Unverified = false);

/// <summary>A record that was published, with all its versions, oldest first.</summary>
internal sealed record GivenRecord(string Kind, string Publisher, string Reference, string Name, IReadOnlyList<GivenIdentifier> Identifiers)
{
    public string Id { get; set; } = "";

    public List<GivenVersion> Versions { get; } = [];

    /// <summary>References of records of any publisher that this one names as related, as (publisher, reference).</summary>
    public IReadOnlyList<(string Publisher, string Reference)> Related { get; init; } = [];

    /// <summary>Ids of records that this one names as related.</summary>
    public IReadOnlyList<string> RelatedIds { get; init; } = [];

    /// <summary>A party's identifier, if it has a party.</summary>
    public GivenIdentifier? Party { get; init; }

    public GivenVersion Current => Versions[^1];

    public bool IsRetracted => Current.Status == "retracted";

    public string Route => Kind == "case" ? "cases" : $"{Kind}s";

    public override string ToString() =>
        $"{Reference} ({Id}) of {Publisher}: {string.Join(", then ", Versions.Select(version => $"{version.Status} {version.Label.ToJson().ToJsonString()}"))}";
}
