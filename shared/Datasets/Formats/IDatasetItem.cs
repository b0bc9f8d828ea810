using System.Buffers;

namespace InfoShare.Datasets.Formats;

/// <summary>A record or a merchant, about to be written into the files of a segment.</summary>
internal interface IDatasetItem
{
    /// <summary>Writes the item in a format; answers how many entries that is.</summary>
    int Write(DatasetFormat format, IBufferWriter<byte> output);
}
