using System.Buffers;
using System.Text.Json;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>A record as one audience may have it.</summary>
/// <param name="body">Of the version, read.</param>
internal sealed class RecordItem(DatasetName dataset, RecordHeader header, JsonElement body, RecordView view) : IDatasetItem
{
    private Target? _target;

    public int Write(DatasetFormat format, IBufferWriter<byte> output)
    {
        switch (format)
        {
            case DatasetFormat.Ndjson:
                RecordLine.Write(header, body, view, output);
                return 1;
            case DatasetFormat.Csv:
                RecordColumns.Of(header.Id.Kind, view.Audience.IsPublic).Write(header, body, view, output);
                return 1;
            case DatasetFormat.Ftm:
                return FtmEntities.Write(AsTarget(), output);
            default:
                TargetsCsv.Write(AsTarget(), output);
                return 1;
        }
    }

    private Target AsTarget() => _target ??= TargetReading.OfRecord(dataset, header, body, view);
}
