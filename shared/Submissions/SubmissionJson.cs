using System.Text.Json.Serialization;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>What submissions store and show as JSON. Members are camelCase, enumerations their codes, null is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AgencyIdConverter), typeof(RecordIdConverter), typeof(CodeConverter<RecordKind>),
        typeof(CodeConverter<SubmissionStatus>), typeof(CodeConverter<SubmissionFormat>), typeof(CodeConverter<LineResult>),
    ])]
[JsonSerializable(typeof(Submission))]
[JsonSerializable(typeof(LineOutcome))]
[JsonSerializable(typeof(Segment))]
[JsonSerializable(typeof(SubmissionMessage))]
public sealed partial class SubmissionJson : JsonSerializerContext;
