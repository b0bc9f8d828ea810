using System.Text.Json;

namespace InfoShare.Cli.Datasets;

/// <summary>A file of a dataset as a manifest names it.</summary>
/// <param name="Path">Below <c>/api/v1/</c>.</param>
public sealed record RemoteFile(string Name, string Path, long Size, string Sha256, string ContentSha256, long Rows)
{
    /// <param name="folder">The version's path below <c>/api/v1/</c>.</param>
    public static RemoteFile Of(JsonElement file, string folder) => new(
        file.GetProperty("name").GetString()!,
        $"{folder}/{file.GetProperty("name").GetString()}",
        file.GetProperty("size").GetInt64(),
        file.GetProperty("sha256").GetString()!,
        file.GetProperty("contentSha256").GetString()!,
        file.GetProperty("rows").GetInt64());
}
