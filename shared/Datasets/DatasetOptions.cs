namespace InfoShare.Datasets;

/// <summary>When datasets are built, how many versions are kept, and when a build is held back.</summary>
public sealed record DatasetOptions
{
    /// <summary>How long after the last build of a dataset the next one is made, if there is something new.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after the last version a new one is made although nothing is new, so that an unchanged dataset is not taken for a forgotten one.</summary>
    public TimeSpan AtLeastEvery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Newest versions of a dataset that are kept; at least two.</summary>
    public int Kept { get; init; } = 8;

    /// <summary>A build with fewer rows than this share of the last version's is held back for an operator, in per cent.</summary>
    public int MinSharePercent { get; init; } = 80;

    /// <summary>Rows of the last version from which on its share is asked: a dataset of a few rows halves easily.</summary>
    public int HoldFrom { get; init; } = 100;

    /// <summary>Send who downloads a file to a short-lived address of the storage, where the storage has such addresses; else the hub streams it.</summary>
    public bool Redirect { get; init; }
}
