using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Benchmarks.Hub;

namespace InfoShare.Benchmarks;

/// <summary>
/// Builds of datasets by the hub, in all formats, against gzip alone over the same bytes at the same level, with its working set; and downloads of their
/// files against a bare server of static files.
/// </summary>
internal static class DatasetBenchmark
{
    private const double BuildBar = 0.5;
    private const double MemoryBar = 400e6;
    private const double DownloadBar = 0.8;

    public static async Task<IReadOnlyList<BenchmarkResult>> RunBuildAsync(BenchmarkOptions options)
    {
        using var cold = new ColdHub();
        await cold.SubmitAsync(options.DatasetRecords);
        await using var hub = cold.Start(out var port, ("Datasets__Every", "1.00:00:00"));
        using var client = await cold.FirstAnswerAsync(port, "health/ready", cold.Token(Roles.Analyst | Roles.Reader));
        var before = hub.WorkingSet();
        var results = new List<BenchmarkResult>
        {
            new(Numbers.Text($"dataset, {options.DatasetRecords} records of {SanctionLines.Source}: working set of the hub before"), Numbers.Text($"{before / 1e6:F0} MB")),
        };
        foreach (var dataset in new[] { "sanctions", "merchants" })
        {
            var seconds = await BuiltAsync(client, dataset);
            var peak = hub.PeakWorkingSet();
            var (floor, bytes, stored) = await CompressAsync(client, dataset);
            var ratio = floor / seconds;
            results.Add(new(Numbers.Text($"{dataset}: build; bytes in all formats, compressed"), Numbers.Text($"{seconds:F1} s; {bytes / 1e6:F0} MB, {stored / 1e6:F0} MB")));
            results.Add(new(Numbers.Text($"{dataset}, floor: gzip alone over the same bytes"), Numbers.Text($"{floor:F1} s")));
            results.Add(new(
                Numbers.Text($"{dataset}: speed of the build / of gzip"),
                Numbers.Text($"{ratio:F2}"),
                dataset == "sanctions" ? ">= 0.5" : "",
                dataset == "sanctions" ? ratio >= BuildBar : null));
            results.Add(new(Numbers.Text($"{dataset}: peak working set of the hub until then"), Numbers.Text($"{peak / 1e6:F0} MB"), "<= 400 MB", peak <= MemoryBar));
        }

        return results;
    }

    public static async Task<IReadOnlyList<BenchmarkResult>> RunDownloadAsync(BenchmarkOptions options)
    {
        using var cold = new ColdHub();
        await cold.SubmitAsync(options.DownloadRecords);
        await using var hub = cold.Start(out var port);
        using var client = await cold.FirstAnswerAsync(port, "health/ready", cold.Token(Roles.Analyst | Roles.Reader));
        await BuiltAsync(client, "sanctions");
        var (href, size) = (await FilesAsync(client, "sanctions")).MaxBy(file => file.Size);
        using var folder = new StaticFolder();
        await folder.AddAsync(await client.GetStreamAsync(new Uri(client.BaseAddress!, href)));
        var floorPort = HubProcess.FreePort();
        await using var floor = ChildProcess.Start(["static", floorPort.ToString(System.Globalization.CultureInfo.InvariantCulture), folder.FullName]);
        using var bare = await cold.FirstAnswerAsync(floorPort, "file", null);
        var address = new Uri(client.BaseAddress!, href);
        var (floors, hubs) = (new List<(double Rate, double Cpu)>(), new List<(double Rate, double Cpu)>());
        for (var round = -1; round < options.Rounds; round++)
        {
            var below = await DownloadAsync(floor, bare, new(bare.BaseAddress!, "file"), size, options.DownloadBytes);
            var above = await DownloadAsync(hub, client, address, size, options.DownloadBytes);
            if (round >= 0)
            {
                floors.Add(below);
                hubs.Add(above);
                await Console.Out.WriteLineAsync(Numbers.Text($"round {round + 1}: floor {below.Rate / 1e6:F0} MB/s; hub {above.Rate / 1e6:F0} MB/s"));
            }
        }

        var ratio = Numbers.Median(hubs.Select(round => round.Rate)) / Numbers.Median(floors.Select(round => round.Rate));
        return
        [
            new(Numbers.Text($"download, floor: static file of {size / 1e6:F1} MB"), Rate(floors)),
            new("download, hub: the same file", Rate(hubs)),
            new("download: rate, hub / floor", Numbers.Text($"{ratio:F2}"), ">= 0.8", ratio >= DownloadBar),
        ];

        static string Rate(List<(double Rate, double Cpu)> rounds) =>
            Numbers.Text($"{Numbers.Median(rounds.Select(round => round.Rate)) / 1e6:F0} MB/s, {Numbers.Median(rounds.Select(round => round.Cpu)):F2} s of CPU per GB");
    }

    /// <summary>Builds the dataset's first version; the seconds that it took.</summary>
    private static async Task<double> BuiltAsync(HttpClient client, string dataset)
    {
        using var asked = await client.PostAsync($"datasets/{dataset}/builds", null);
        asked.EnsureSuccessStatusCode();
        while (true)
        {
            var builds = JsonNode.Parse(await client.GetStringAsync($"datasets/{dataset}/builds"))!["items"]!.AsArray();
            if (builds is [.., { } first] && first["version"] is not null)
            {
                return (first["finishedAt"]!.GetValue<DateTimeOffset>() - first["startedAt"]!.GetValue<DateTimeOffset>()).TotalSeconds;
            }

            await Task.Delay(250);
        }
    }

    private static async Task<List<(string Href, long Size)>> FilesAsync(HttpClient client, string dataset)
    {
        var manifest = JsonNode.Parse(await client.GetStringAsync($"datasets/{dataset}/latest"))!;
        return
        [
            .. from segment in manifest["segments"]!.AsArray()
               from file in segment!["files"]!.AsArray()
               where file!["format"] is not null
               select (file["href"]!.GetValue<string>(), file["size"]!.GetValue<long>()),
        ];
    }

    /// <summary>Seconds that compressing takes, of bytes that are in memory already; and how many these are, before and after.</summary>
    private static async Task<(double Seconds, long Bytes, long Stored)> CompressAsync(HttpClient client, string dataset)
    {
        var (ticks, bytes, stored) = (0L, 0L, 0L);
        var buffer = new byte[1 << 20];
        foreach (var (href, size) in await FilesAsync(client, dataset))
        {
            stored += size;
            await using var content = new GZipStream(await client.GetStreamAsync(new Uri(client.BaseAddress!, href)), CompressionMode.Decompress);
            await using var gzip = new GZipStream(Stream.Null, CompressionLevel.Optimal);
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
            {
                var started = Stopwatch.GetTimestamp();
                await gzip.WriteAsync(buffer.AsMemory(0, read));
                ticks += Stopwatch.GetTimestamp() - started;
                bytes += read;
            }
        }

        return ((double)ticks / Stopwatch.Frequency, bytes, stored);
    }

    private static async Task<(double Rate, double Cpu)> DownloadAsync(ChildProcess server, HttpClient client, Uri address, long size, long bytes)
    {
        var (buffer, got, cpu, started) = (new byte[128 * 1024], 0L, server.CpuSeconds(), Stopwatch.GetTimestamp());
        while (got < bytes)
        {
            await using var content = await client.GetStreamAsync(address);
            var before = got;
            int read;
            while ((read = await content.ReadAsync(buffer)) > 0)
            {
                got += read;
            }

            if (got - before != size)
            {
                throw new InvalidOperationException($"{got - before} of {size} bytes came.");
            }
        }

        return (got / Stopwatch.GetElapsedTime(started).TotalSeconds, (server.CpuSeconds() - cpu) / got * 1e9);
    }

    private sealed class StaticFolder : IDisposable
    {
        private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infoshare-static-");

        public string FullName => _directory.FullName;

        public async Task AddAsync(Stream content)
        {
            var folder = Directory.CreateDirectory(System.IO.Path.Combine(FullName, "api", "v1"));
            await using var file = File.Create(System.IO.Path.Combine(folder.FullName, "file"));
            await content.CopyToAsync(file);
        }

        public void Dispose() => _directory.Delete(recursive: true);
    }
}
