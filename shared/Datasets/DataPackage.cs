using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfoShare.Datasets.Formats;
using InfoShare.Json;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Describes the files of a segment as a data package (Frictionless Data, Data Package 1), so that tools load them without being told how.</summary>
internal static class DataPackage
{
    private const string MediaType = "application/json";

    /// <summary>The segment with its description.</summary>
    public static async Task<DatasetSegment> AddAsync(
        IBlobs blobs, BuildContext build, DatasetSegment segment, DatasetVersion version, CancellationToken cancellationToken)
    {
        var json = Write(build, segment, version);
        var blob = StorageNames.DatasetBlobs.File(build.Dataset, build.Attempt, segment.Id, DatasetFiles.Package);
        using var content = new MemoryStream(json);
        if (await blobs.WriteAsync(StorageNames.Containers.Datasets, blob, content, new BlobCondition.CreateOnly(), cancellationToken) is not BlobWriteOutcome.Written)
        {
            throw new StorageUnavailableException($"The blob {blob} was there already.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(json));
        return segment with { Files = [.. segment.Files, new(DatasetFiles.Package, blob, json.Length, hash, json.Length, hash, 1, MediaType)] };
    }

    private static byte[] Write(BuildContext build, DatasetSegment segment, DatasetVersion version)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("profile", "data-package");
            writer.WriteString("name", $"{Code<DatasetName>.Of(build.Dataset)}-{segment.Id}");
            writer.WriteString("title", $"InfoShare: {Code<DatasetName>.Of(build.Dataset)}");
            writer.WriteString("version", version.ToString());
            writer.WriteString("created", Instant.Format(build.Now));
            writer.WriteStartArray("resources");
            foreach (var format in Enum.GetValues<DatasetFormat>())
            {
                Write(writer, build.Dataset, segment, format, false);
                Write(writer, build.Dataset, segment, format, true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, DatasetName dataset, DatasetSegment segment, DatasetFormat format, bool isDelta)
    {
        if (segment.File(isDelta ? DatasetFiles.Delta(dataset, format) : DatasetFiles.Full(dataset, format)) is not { } file)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("name", file.Name.Replace(".gz", "", StringComparison.Ordinal).Replace('.', '-'));
        writer.WriteString("path", $"{segment.Id}.{file.Name}");
        writer.WriteString("format", file.MediaType == "text/csv" ? "csv" : "ndjson");
        writer.WriteString("mediatype", file.MediaType);
        writer.WriteString("encoding", "utf-8");
        writer.WriteString("compression", "gz");
        writer.WriteNumber("bytes", file.Length);
        writer.WriteString("hash", $"sha256:{file.Sha256}");
        if (file.MediaType == "text/csv")
        {
            WriteTable(writer, ColumnsOf(dataset, segment, format), isDelta, format == DatasetFormat.Targets ? "\n" : "\r\n");
        }

        writer.WriteEndObject();
    }

    private static IReadOnlyList<string> ColumnsOf(DatasetName dataset, DatasetSegment segment, DatasetFormat format) => (format, dataset) switch
    {
        (DatasetFormat.Targets, _) => TargetsCsv.Columns,
        (_, DatasetName.Merchants) => MerchantItem.Columns,
        _ => RecordColumns.Of(dataset.Kinds()[0], segment.Id == Audience.PublicId).Names,
    };

    private static void WriteTable(Utf8JsonWriter writer, IReadOnlyList<string> columns, bool isDelta, string lineEnd)
    {
        writer.WriteString("profile", "tabular-data-resource");
        writer.WriteStartObject("dialect");
        writer.WriteString("delimiter", ",");
        writer.WriteString("quoteChar", "\"");
        writer.WriteBoolean("doubleQuote", true);
        writer.WriteString("lineTerminator", lineEnd);
        writer.WriteBoolean("header", true);
        writer.WriteEndObject();
        writer.WriteStartObject("schema");
        writer.WriteStartArray("fields");
        foreach (var column in isDelta ? columns.Prepend("op") : columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column);
            writer.WriteString("type", "string");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("primaryKey", "id");
        writer.WriteEndObject();
    }
}
