using System.Buffers;
using InfoShare.Datasets.Formats;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>The files of one segment while they are written, one per format, all at once.</summary>
internal sealed class SegmentWriter : IAsyncDisposable
{
    private readonly DatasetName _dataset;

    private readonly (DatasetFormat Format, DatasetFileWriter File)[] _files;

    private readonly DateTimeOffset _now;

    private long _rows;

    private DateTimeOffset? _validUntil;

    /// <param name="attempt">The build's attempt, in whose name the blobs are.</param>
    /// <param name="now">The instant by which the build judges publicity.</param>
    public SegmentWriter(IBlobs blobs, DatasetName dataset, string attempt, Audience audience, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (_dataset, Audience, _now) = (dataset, audience, now);
        _files =
        [
            .. Enum.GetValues<DatasetFormat>().Select(format =>
                (format, new DatasetFileWriter(blobs, StorageNames.DatasetBlobs.File(dataset, attempt, audience.Id, DatasetFiles.Full(dataset, format)), cancellationToken))),
        ];
        foreach (var (format, file) in _files)
        {
            WriteHeader(format, file.Output);
        }
    }

    public Audience Audience { get; }

    /// <summary>Counts a row.</summary>
    public void CountRow() => _rows++;

    /// <summary>Notes how long a record that goes into the segment may be in it.</summary>
    public void Note(RecordHeader header)
    {
        if (header.PublicityEndsAt is { } end && end > _now && (_validUntil is null || end < _validUntil) && !Audience.Admits(header, end))
        {
            _validUntil = end;
        }
    }

    /// <summary>Writes an item in one format. Formats may be written side by side, each by one writer.</summary>
    public ValueTask WriteAsync(IDatasetItem item, DatasetFormat format)
    {
        var file = _files[(int)format].File;
        return file.WrittenAsync(item.Write(format, file.Output));
    }

    /// <summary>The segment with its whole files.</summary>
    public async Task<DatasetSegment> CompleteAsync()
    {
        var files = new List<StoredFile>(_files.Length);
        foreach (var (format, file) in _files)
        {
            files.Add(await file.CompleteAsync(DatasetFiles.Full(_dataset, format), DatasetFiles.MediaType(format), file.Entries));
        }

        return new(Audience.Id, Audience.IsPublic ? [] : [.. Audience.Members.Select(member => member.Agency)], _rows, _validUntil, files);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, file) in _files)
        {
            await file.DisposeAsync();
        }
    }

    private void WriteHeader(DatasetFormat format, IBufferWriter<byte> output)
    {
        switch (format, _dataset)
        {
            case (DatasetFormat.Csv, DatasetName.Merchants):
                MerchantItem.WriteHeader(output);
                break;
            case (DatasetFormat.Csv, _):
                RecordColumns.Of(_dataset.Kinds()[0], Audience.IsPublic).WriteHeader(output);
                break;
            case (DatasetFormat.Targets, _):
                TargetsCsv.WriteHeader(output);
                break;
            default:
                break;
        }
    }
}
