using System.Text.Json;

namespace InfoShare.Datasets;

/// <summary>Asks for a dataset to be built: <c>{"v":1,"dataset":"sanctions","build":"…"}</c>.</summary>
public sealed record DatasetMessage(int V, DatasetName Dataset, string Build)
{
    public const int Current = 1;

    public static string Encode(DatasetName dataset, string build) =>
        JsonSerializer.Serialize(new DatasetMessage(Current, dataset, build), DatasetJson.Default.DatasetMessage);

    /// <summary>The message, or null if it is none of this version's.</summary>
    public static DatasetMessage? TryDecode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, DatasetJson.Default.DatasetMessage) is { V: Current, Build: not null } message ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
