namespace InfoShare.Benchmarks;

/// <param name="Quick">Fewer and shorter rounds.</param>
internal sealed record BenchmarkOptions(bool Quick)
{
    public int Rounds => Quick ? 3 : 5;

    public int RoundSeconds => Quick ? 3 : 6;

    public int BulkLines => Quick ? 10_000 : 50_000;

    public IReadOnlyList<int> MemoryLines => Quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];

    public int SnapshotRecords => Quick ? 100_000 : 1_000_000;

    public int DatasetRecords => Quick ? 100_000 : 1_000_000;

    public int DownloadRecords => 100_000;

    /// <summary>Bytes of a round.</summary>
    public long DownloadBytes => Quick ? 500_000_000 : 2_000_000_000;

    public int VisiblePublications => Quick ? 100 : 400;
}
