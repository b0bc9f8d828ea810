using InfoShare.Records;

namespace InfoShare.Datasets;

/// <summary>The datasets that the hub publishes; their codes are the words of the API.</summary>
public enum DatasetName
{
    Sanctions,
    Cases,
    Alerts,

    /// <summary>Merchants as joined from the records of every kind.</summary>
    Merchants,
}

/// <summary>What a dataset is made of.</summary>
public static class DatasetNameExtensions
{
    /// <summary>The kinds of records that are in it, in the order of their ids.</summary>
    public static IReadOnlyList<RecordKind> Kinds(this DatasetName dataset) => dataset switch
    {
        DatasetName.Sanctions => [RecordKind.Sanction],
        DatasetName.Cases => [RecordKind.Case],
        DatasetName.Alerts => [RecordKind.Alert],
        _ => [RecordKind.Alert, RecordKind.Case, RecordKind.Sanction],
    };
}
