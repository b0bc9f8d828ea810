namespace InfoShare.Datasets;

/// <summary>The forms in which a dataset can be had; each is one gzip-compressed file.</summary>
public enum DatasetFormat
{
    /// <summary>A record, or a merchant, as JSON on a line.</summary>
    Ndjson,

    /// <summary>One row per record or merchant, with wide, fixed columns.</summary>
    Csv,

    /// <summary>Entities of FollowTheMoney, one per line.</summary>
    Ftm,

    /// <summary>One row per merchant or record, with the columns that screening tools read.</summary>
    Targets,
}
