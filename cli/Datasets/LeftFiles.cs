using InfoShare.Datasets;
using InfoShare.Json;

namespace InfoShare.Cli.Datasets;

/// <summary>
/// Files of earlier downloads whose segment the hub does not give out any more: a record in them has been retracted, or what they hold is
/// not for this agency now. They are removed, for a retraction that stops at the hub helps nobody.
/// </summary>
public sealed class LeftFiles(string folder, DatasetName dataset, DatasetFormat format, bool isCompressed)
{
    private readonly string _folder = folder.Length == 0 ? Directory.GetCurrentDirectory() : folder;

    private readonly string _start = Code<DatasetName>.Of(dataset) + ".";

    /// <summary><c>.csv</c>, <c>.entities.ftm.json</c>.</summary>
    private string End
    {
        get
        {
            var rest = DatasetFiles.Rest(dataset, DatasetFiles.Full(dataset, format));
            return "." + (isCompressed ? rest : rest[..^3]);
        }
    }

    /// <summary><c>sanctions.members.csv</c>, <c>sanctions.members.entities.ftm.json</c>.</summary>
    public string NameOf(string segment) => $"{_start}{segment}{End}";

    /// <summary>The segments that have a file in the folder, of those that a download for members, or one of what is public, writes.</summary>
    public IReadOnlyList<string> Segments(bool isPublic) =>
    [
        .. from path in Directory.EnumerateFiles(_folder, $"{_start}*{End}")
           let name = Path.GetFileName(path)
           where name.Length > _start.Length + End.Length
           let segment = name[_start.Length..^End.Length]
           where !segment.Contains('.', StringComparison.Ordinal) && (segment == Audience.PublicId) == isPublic
           orderby segment
           select segment,
    ];

    /// <summary>Removes a segment's file; whether there was one.</summary>
    public bool Remove(string segment)
    {
        var path = Path.Combine(_folder, NameOf(segment));
        var isThere = File.Exists(path);
        File.Delete(path);
        return isThere;
    }
}
