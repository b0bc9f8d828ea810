using System.Text.Json;
using InfoShare.Datasets;
using InfoShare.Functions.Merchants;
using InfoShare.Json;

namespace InfoShare.Functions.Datasets;

/// <summary>Datasets, versions and builds as callers see them.</summary>
internal static class DatasetJsonWriting
{
    /// <param name="root">Where the versions are: <c>/api/v1/datasets</c>, or the public ones.</param>
    public static void WriteCatalogue(Utf8JsonWriter writer, IReadOnlyList<(DatasetName Dataset, IReadOnlyList<OpenVersion> Versions)> datasets, string root)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var (dataset, versions) in datasets)
        {
            writer.WriteStartObject();
            writer.WriteString("name", Code<DatasetName>.Of(dataset));
            if (versions.Count > 0)
            {
                writer.WriteString("latest", versions[0].Manifest.Version);
            }

            writer.WriteStartArray("versions");
            foreach (var version in versions)
            {
                WriteBrief(writer, version, root);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The manifest as the caller may know it.</summary>
    public static void WriteVersion(Utf8JsonWriter writer, OpenVersion version, string root)
    {
        var manifest = version.Manifest;
        var href = HrefOf(manifest, root);
        writer.WriteStartObject();
        writer.WriteString("dataset", Code<DatasetName>.Of(manifest.Dataset));
        writer.WriteString("version", manifest.Version);
        HeaderJson.WriteInstant(writer, "builtAt"u8, manifest.BuiltAt);
        HeaderJson.WriteText(writer, "previous"u8, manifest.Previous);
        writer.WriteString("position", manifest.Position);
        writer.WriteStartArray("segments");
        foreach (var segment in version.Segments)
        {
            writer.WriteStartObject();
            WriteSegment(writer, segment);
            writer.WriteStartArray("files");
            foreach (var file in segment.Files)
            {
                WriteFile(writer, manifest.Dataset, segment, file, href);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteWithdrawn(writer, version);
        writer.WriteEndObject();
    }

    /// <param name="isForOperator">Reasons name numbers of rows that only who runs the hub may know.</param>
    public static void WriteBuild(Utf8JsonWriter writer, DatasetBuild build, bool isForOperator)
    {
        writer.WriteStartObject();
        writer.WriteString("id", build.Id);
        writer.WriteString("dataset", Code<DatasetName>.Of(build.Dataset));
        writer.WriteString("status", Code<BuildStatus>.Of(build.Status));
        HeaderJson.WriteInstant(writer, "requestedAt"u8, build.RequestedAt);
        HeaderJson.WriteInstant(writer, "startedAt"u8, build.StartedAt);
        HeaderJson.WriteInstant(writer, "finishedAt"u8, build.FinishedAt);
        HeaderJson.WriteText(writer, "version"u8, build.Version);
        HeaderJson.WriteText(writer, "reason"u8, isForOperator ? build.Reason : null);
        writer.WriteEndObject();
    }

    public static string HrefOf(DatasetManifest manifest, string root) => $"{root}/{Code<DatasetName>.Of(manifest.Dataset)}/{manifest.Version}";

    private static void WriteBrief(Utf8JsonWriter writer, OpenVersion version, string root)
    {
        writer.WriteStartObject();
        writer.WriteString("version", version.Manifest.Version);
        HeaderJson.WriteInstant(writer, "builtAt"u8, version.Manifest.BuiltAt);
        writer.WriteString("href", HrefOf(version.Manifest, root));
        writer.WriteStartArray("segments");
        foreach (var segment in version.Segments)
        {
            writer.WriteStartObject();
            WriteSegment(writer, segment);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteWithdrawn(writer, version);
        writer.WriteEndObject();
    }

    /// <summary>Whoever has these files must learn that they do not hold any more.</summary>
    private static void WriteWithdrawn(Utf8JsonWriter writer, OpenVersion version)
    {
        if (!version.IsWithdrawn)
        {
            return;
        }

        writer.WriteStartArray("withdrawn");
        foreach (var segment in version.Withdrawn)
        {
            writer.WriteStringValue(segment);
        }

        writer.WriteEndArray();
    }

    private static void WriteSegment(Utf8JsonWriter writer, DatasetSegment segment)
    {
        writer.WriteString("id", segment.Id);
        writer.WriteNumber("rows", segment.Rows);
        HeaderJson.WriteInstant(writer, "validUntil"u8, segment.ValidUntil);
    }

    private static void WriteFile(Utf8JsonWriter writer, DatasetName dataset, DatasetSegment segment, StoredFile file, string href)
    {
        writer.WriteStartObject();
        writer.WriteString("name", $"{segment.Id}.{file.Name}");
        foreach (var format in Enum.GetValues<DatasetFormat>())
        {
            var isDelta = file.Name == DatasetFiles.Delta(dataset, format);
            if (isDelta || file.Name == DatasetFiles.Full(dataset, format))
            {
                writer.WriteString("format", Code<DatasetFormat>.Of(format));
                writer.WriteBoolean("delta", isDelta);
            }
        }

        writer.WriteString("mediaType", file.MediaType);
        writer.WriteNumber("size", file.Length);
        writer.WriteString("sha256", file.Sha256);
        writer.WriteNumber("contentSize", file.ContentLength);
        writer.WriteString("contentSha256", file.ContentSha256);
        writer.WriteNumber("rows", file.Entries);
        writer.WriteString("href", $"{href}/{segment.Id}.{file.Name}");
        writer.WriteEndObject();
    }
}
