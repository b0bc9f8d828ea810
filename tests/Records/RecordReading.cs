using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Tests.Records;

/// <summary>Reads records as an agency of the example would send them.</summary>
internal static class RecordReading
{
    public static PublishingContext Context { get; } = new(
        new() { Id = AgencyId.Parse("cn-samr"), Name = "SAMR", Kind = AgencyKind.MarketRegulator, Jurisdiction = "CN", Groups = ["op-lantern"] },
        agency => agency.ToString() is "cn-samr" or "de-bvl" or "fr-dgccrf");

    public static JsonObject Example(string name) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Records", "Examples", name + ".json")))!.AsObject();

    public static RecordLine? Read(string json, ErrorList errors, RecordKind? kind = null, EnvelopeMembers envelope = EnvelopeMembers.Line) =>
        RecordReader.ReadLine(Encoding.UTF8.GetBytes(json), kind, envelope, Context, errors);

    /// <summary>The draft of a record that must be right.</summary>
    public static RecordDraft Right(JsonObject record)
    {
        var errors = new ErrorList();
        var line = Read(record.ToJsonString(), errors);
        Assert.Empty(errors);
        return line!.Draft!;
    }

    /// <summary>Pointer and code of everything that is wrong.</summary>
    public static IReadOnlyList<string> Wrong(string json, RecordKind? kind = null, EnvelopeMembers envelope = EnvelopeMembers.Line)
    {
        var errors = new ErrorList();
        Assert.Null(Read(json, errors, kind, envelope));
        return [.. errors.Select(error => $"{error.Pointer} {error.Code}")];
    }

    /// <summary>Puts <paramref name="json"/> at a pointer of an example, or takes the member away with null.</summary>
    public static JsonObject With(string example, string pointer, string? json)
    {
        var record = Example(example);
        var steps = pointer.Split('/')[1..];
        JsonNode parent = record;
        foreach (var step in steps[..^1])
        {
            parent = (parent is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : parent[step])!;
        }

        if (parent is JsonArray list)
        {
            list[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(json);
        }

        return record;
    }
}
