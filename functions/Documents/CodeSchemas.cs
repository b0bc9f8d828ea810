using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Dispositions;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Submissions;

namespace InfoShare.Functions.Documents;

/// <summary>Schemas of the enumerations that appear on the wire, from the enumerations themselves.</summary>
internal static class CodeSchemas
{
    public static void AddTo(JsonObject schemas)
    {
        Add<AgencyKind>(schemas, "What an agency is.");
        Add<AgencyStatus>(schemas, "A suspended agency's tokens are refused.");
        Add<Membership>(schemas, "Of the hub's own country, or of a partner.");
        Add<RecordKind>(schemas, "What a record is.");
        Add<RecordStatus>(schemas, "Where a record stands. Only a sanction can be repaired or expire.");
        Add<RecordChange>(schemas, "What a version did to its record.");
        Add<Tlp>(schemas, "How far a record may go (TLP 2.0).");
        Add<DispositionAnswer>(schemas, "What an authority found of an alert.");
        Add<SubmissionStatus>(schemas, "Where a submission stands.");
        Add<SubmissionFormat>(schemas, "What a submission's input is.");
        Add<LineResult>(schemas, "What became of a line.");
        Add<DatasetName>(schemas, "The datasets.");
        Add<DatasetFormat>(schemas, "In which form a file is: JSON lines, wide CSV, entities of FollowTheMoney, or `targets.simple.csv`.");
        Add<BuildStatus>(schemas, "What became of a build.");
        Add(schemas, "Role", RoleCodes.All, "What a caller may do.");
    }

    private static void Add<T>(JsonObject schemas, string description)
        where T : struct, Enum => Add(schemas, typeof(T).Name, Code<T>.All, description);

    private static void Add(JsonObject schemas, string name, IEnumerable<string> codes, string description) => schemas[name] = new JsonObject
    {
        ["type"] = "string",
        ["description"] = description,
        ["enum"] = new JsonArray([.. codes.Select(code => JsonValue.Create(code))]),
    };
}
