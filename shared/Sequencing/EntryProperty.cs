using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// An encoded entry as properties of a row. A body at its limit with a long label before it can pass the 64 KiB of one property by a few
/// kilobytes: the rest goes into a second.
/// </summary>
public static class EntryProperty
{
    private const string First = "entry";

    private const string Rest = "entryRest";

    public static void Add(Properties properties, ReadOnlyMemory<byte> entry)
    {
        var first = Math.Min(entry.Length, StorageLimits.MaxPropertyBytes);
        properties.Add(First, entry[..first]);
        if (first < entry.Length)
        {
            properties.Add(Rest, entry[first..]);
        }
    }

    public static ReadOnlyMemory<byte> Read(Properties properties)
    {
        var first = properties.GetBinary(First) ?? throw new InvalidDataException("The row has no entry.");
        return properties.GetBinary(Rest) is { } rest ? (byte[])[.. first.Span, .. rest.Span] : first;
    }
}
