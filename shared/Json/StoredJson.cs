using System.Text.Json.Serialization;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Snapshots;

namespace InfoShare.Json;

/// <summary>What the hub stores as JSON, with source-generated serialisation. Members are camelCase, enumerations their codes, null is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AgencyIdConverter), typeof(RecordIdConverter), typeof(CodeConverter<AgencyKind>), typeof(CodeConverter<AgencyStatus>),
        typeof(CodeConverter<Membership>), typeof(CodeConverter<RecordChange>), typeof(CodeConverter<RecordKind>),
        typeof(CodeConverter<RecordStatus>), typeof(CodeConverter<Tlp>), typeof(RolesConverter),
    ])]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SequenceEntry))]
[JsonSerializable(typeof(EntryHeader))]
[JsonSerializable(typeof(RecordHeader))]
[JsonSerializable(typeof(Agency))]
[JsonSerializable(typeof(Label))]
[JsonSerializable(typeof(SnapshotHeader))]
public sealed partial class StoredJson : JsonSerializerContext;
