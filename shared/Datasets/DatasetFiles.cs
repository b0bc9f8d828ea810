using InfoShare.Json;

namespace InfoShare.Datasets;

/// <summary>How the files of a dataset are named, without their segment, and what they are.</summary>
public static class DatasetFiles
{
    /// <summary>Describes the files of a segment for tools (Frictionless Data).</summary>
    public const string Package = "datapackage.json";

    /// <summary>The whole of a segment.</summary>
    public static string Full(DatasetName dataset, DatasetFormat format) => format switch
    {
        DatasetFormat.Ndjson => $"{Code<DatasetName>.Of(dataset)}.ndjson.gz",
        DatasetFormat.Csv => $"{Code<DatasetName>.Of(dataset)}.csv.gz",
        DatasetFormat.Ftm => "entities.ftm.json.gz",
        _ => "targets.simple.csv.gz",
    };

    /// <summary>What makes the previous version's whole into this one's.</summary>
    public static string Delta(DatasetName dataset, DatasetFormat format) => format switch
    {
        DatasetFormat.Ndjson => $"{Code<DatasetName>.Of(dataset)}.delta.ndjson.gz",
        DatasetFormat.Csv => $"{Code<DatasetName>.Of(dataset)}.delta.csv.gz",
        DatasetFormat.Ftm => "entities.delta.json.gz",
        _ => "targets.delta.csv.gz",
    };

    /// <summary>A file's name behind the dataset's, which some begin with: <c>csv.gz</c>, <c>entities.ftm.json.gz</c>.</summary>
    public static string Rest(DatasetName dataset, string file)
    {
        var start = Code<DatasetName>.Of(dataset) + ".";
        return file.StartsWith(start, StringComparison.Ordinal) ? file[start.Length..] : file;
    }

    /// <summary>Of the content, uncompressed.</summary>
    public static string MediaType(DatasetFormat format) => format switch
    {
        DatasetFormat.Ndjson => "application/x-ndjson",
        DatasetFormat.Ftm => "application/json+ftm",
        _ => "text/csv",
    };
}
