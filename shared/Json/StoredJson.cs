using System.Text.Json.Serialization;
using InfoShare.Agencies;
using InfoShare.Snapshots;

namespace InfoShare.Json;

/// <summary>
/// What the hub stores as JSON, with source-generated serialisation; headers, labels and sequence entries, of which there are very many, have
/// codings of their own that write the same. Members are camelCase, enumerations their codes, null is left out.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AgencyIdConverter), typeof(CodeConverter<AgencyKind>), typeof(CodeConverter<AgencyStatus>), typeof(CodeConverter<Membership>),
        typeof(RolesConverter),
    ])]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Agency))]
[JsonSerializable(typeof(SnapshotHeader))]
public sealed partial class StoredJson : JsonSerializerContext;
