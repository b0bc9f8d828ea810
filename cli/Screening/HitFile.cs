using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfoShare.Cli.Screening;

/// <summary>The hits, as a CSV.</summary>
public sealed class HitFile : IAsyncDisposable
{
    private readonly StreamWriter _csv;

    private readonly bool _hasKey;

    /// <param name="key">Name of the column that is copied, or null.</param>
    public HitFile(Stream output, string? key)
    {
        _csv = new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        _hasKey = key is not null;
        string[] head = ["row", "asked", "score", "name", "country", "merchant", "records", "publishers", "reasons", "features", "algorithm"];
        WriteRow(key is null ? head : [key, .. head]);
    }

    public long Count { get; private set; }

    /// <param name="algorithm">Name and version of what made the score.</param>
    public void Add(NameRow row, JsonElement hit, string algorithm)
    {
        string[] cells =
        [
            row.Number.ToString(CultureInfo.InvariantCulture), row.Name, hit.GetProperty("score").GetRawText(), hit.GetProperty("name").GetString()!,
            hit.TryGetProperty("country", out var country) ? country.GetString()! : "", hit.GetProperty("merchant").GetString()!,
            Each(hit, "records", "id"), Each(hit, "records", "publisher"), Each(hit, "reasons", "text"), Each(hit, "reasons", "feature"), algorithm,
        ];
        WriteRow(_hasKey ? [row.Key, .. cells] : cells);
        Count++;
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private static string Each(JsonElement hit, string list, string member) =>
        string.Join(' ', hit.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(member).GetString()).Distinct());

    private void WriteRow(IEnumerable<string> cells) => _csv.WriteLine(string.Join(',', cells.Select(CsvText.Written)));
}
