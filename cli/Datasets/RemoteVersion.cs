using System.Net;
using System.Text.Json;
using InfoShare.Cli.Hub;
using InfoShare.Datasets;
using InfoShare.Json;

namespace InfoShare.Cli.Datasets;

/// <summary>A version of a dataset as the hub shows it to this caller.</summary>
public sealed class RemoteVersion
{
    private readonly JsonElement _manifest;

    private readonly string _folder;

    private RemoteVersion(JsonElement manifest, string folder) => (_manifest, _folder) = (manifest, $"{folder}/{manifest.GetProperty("version").GetString()}");

    public string Id => _manifest.GetProperty("version").GetString()!;

    /// <summary>The version that its deltas start from, or null.</summary>
    public string? Previous => _manifest.TryGetProperty("previous", out var previous) ? previous.GetString() : null;

    public IReadOnlyList<string> Segments => [.. _manifest.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("id").GetString()!)];

    /// <summary>Segments that are in the version but are not given out any more, for a record in them was retracted or narrowed.</summary>
    public IReadOnlyList<string> Withdrawn => _manifest.TryGetProperty("withdrawn", out var withdrawn)
        ? [.. withdrawn.EnumerateArray().Select(segment => segment.GetString()!)]
        : [];

    /// <param name="path">Of the datasets below <c>/api/v1/</c>.</param>
    /// <param name="version">An id, or <c>latest</c>.</param>
    /// <exception cref="HubRefusedException">There is none for this caller.</exception>
    public static async Task<RemoteVersion> GetAsync(HubClient hub, string path, DatasetName dataset, string version, CancellationToken cancellation)
    {
        var folder = $"{path}/{Code<DatasetName>.Of(dataset)}";
        return new(await hub.GetJsonAsync($"{folder}/{PathSegment.Of("version", version)}", cancellation), folder);
    }

    /// <summary>As <see cref="GetAsync"/>; null if the version is not there any more.</summary>
    public static async Task<RemoteVersion?> TryGetAsync(HubClient hub, string path, DatasetName dataset, string version, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(hub, path, dataset, version, cancellation);
        }
        catch (HubRefusedException refused) when (refused.Status is (int)HttpStatusCode.Gone or (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public RemoteFile? Find(string segment, DatasetFormat format, bool isDelta)
    {
        foreach (var candidate in _manifest.GetProperty("segments").EnumerateArray().Where(candidate => candidate.GetProperty("id").GetString() == segment))
        {
            foreach (var file in candidate.GetProperty("files").EnumerateArray())
            {
                if (file.TryGetProperty("format", out var code) && code.GetString() == Code<DatasetFormat>.Of(format) && file.GetProperty("delta").GetBoolean() == isDelta)
                {
                    return RemoteFile.Of(file, _folder);
                }
            }
        }

        return null;
    }
}
