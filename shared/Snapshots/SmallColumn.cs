namespace InfoShare.Snapshots;

/// <summary>What is small and no array: written out at the capture, read in at the load.</summary>
internal sealed class SmallColumn(Func<byte[]> save, Action<byte[]> load) : ISnapshotColumn
{
    public ColumnCapture Capture() => ColumnCapture.Of(save());

    public void Load(SnapshotBytes bytes) => load(bytes.Span.ToArray());
}
