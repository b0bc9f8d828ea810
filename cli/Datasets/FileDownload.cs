using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using InfoShare.Cli.Hub;

namespace InfoShare.Cli.Datasets;

/// <summary>
/// Downloads a file of a dataset beside its place, and goes on where it was interrupted, in this run or an earlier one. What it gives back
/// has the checksum that the manifest says.
/// </summary>
public sealed class FileDownload(HubClient hub, TextWriter error)
{
    /// <summary>Times that a download that breaks off is taken up again; each must have brought something.</summary>
    private const int MaxBreaks = 20;

    private const int BufferBytes = 128 * 1024;

    /// <summary>The path of the file as downloaded, compressed; the caller removes it.</summary>
    /// <param name="target">The file that it is for.</param>
    /// <param name="onProgress">Told how many bytes are there.</param>
    /// <exception cref="HubRefusedException">The hub refused, or the connection breaks again and again.</exception>
    public async Task<string> GetAsync(RemoteFile file, string target, Action<long> onProgress, CancellationToken cancellation)
    {
        // The name has the file's checksum: what is left of another version's download is not gone on with.
        var part = $"{target}.{file.Sha256[..16]}.part";
        for (var breaks = 0; ; breaks++)
        {
            var before = LengthOf(part);
            try
            {
                await TakeAsync(file, part, onProgress, cancellation);
                break;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException && !cancellation.IsCancellationRequested)
            {
                if (breaks == MaxBreaks || LengthOf(part) == before)
                {
                    throw new HubRefusedException($"{file.Name} breaks off after {LengthOf(part)} of {file.Size} bytes: {failure.Message} Run the command again to go on.");
                }

                await error.WriteLineAsync($"{file.Name} broke off after {LengthOf(part)} of {file.Size} bytes; going on.");
            }
        }

        if (await HashAsync(part, cancellation) != file.Sha256)
        {
            File.Delete(part);
            throw new HubRefusedException($"{file.Name} has not the checksum that its manifest says; what was downloaded is thrown away.");
        }

        return part;
    }

    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    private static long LengthOf(string part) => File.Exists(part) ? new FileInfo(part).Length : 0;

    private async Task TakeAsync(RemoteFile file, string part, Action<long> onProgress, CancellationToken cancellation)
    {
        await using var output = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        output.Seek(0, SeekOrigin.End);
        if (output.Length > file.Size)
        {
            output.SetLength(0);
        }

        onProgress(output.Length);
        if (output.Length == file.Size)
        {
            return;
        }

        using var response = await hub.SendAsync(() => RequestOf(file, output.Length), cancellation);
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            // The whole comes: the file is another than the part was of, or something between does not know ranges.
            output.SetLength(0);
        }

        await using var content = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellation);
            onProgress(output.Length);
        }

        if (output.Length < file.Size)
        {
            throw new IOException("The connection was closed early.");
        }
    }

    private static HttpRequestMessage RequestOf(RemoteFile file, long from)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, file.Path);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{file.Sha256}\""));
        }

        return request;
    }
}
