using System.Text.Json.Serialization;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Sequencing;

/// <summary>Headers and entries through the framework's serializer, by which they were stored before they had codings of their own.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AgencyIdConverter), typeof(RecordIdConverter), typeof(CodeConverter<AgencyKind>), typeof(CodeConverter<Membership>),
        typeof(CodeConverter<RecordChange>), typeof(CodeConverter<RecordStatus>), typeof(CodeConverter<Tlp>),
    ])]
[JsonSerializable(typeof(SequenceEntry))]
[JsonSerializable(typeof(EntryHeader))]
[JsonSerializable(typeof(RecordHeader))]
internal sealed partial class EntryJson : JsonSerializerContext;
