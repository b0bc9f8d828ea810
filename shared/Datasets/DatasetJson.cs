using System.Text.Json.Serialization;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Datasets;

/// <summary>What datasets store as JSON. Members are camelCase, enumerations their codes, null is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AgencyIdConverter), typeof(CodeConverter<AgencyKind>), typeof(CodeConverter<Membership>), typeof(CodeConverter<DatasetName>), typeof(CodeConverter<BuildStatus>),
    ])]
[JsonSerializable(typeof(DatasetManifest))]
[JsonSerializable(typeof(DatasetBuild[]))]
[JsonSerializable(typeof(DatasetMessage))]
[JsonSerializable(typeof(WithdrawalState))]
public sealed partial class DatasetJson : JsonSerializerContext;
