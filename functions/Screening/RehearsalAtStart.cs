using System.Text.Json;
using InfoShare.Json;
using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>Has the engine, and the reading and writing around it, rehearsed while the index is read.</summary>
public sealed partial class RehearsalAtStart(ILogger<RehearsalAtStart> logger) : BackgroundService
{
    private static readonly byte[] Question = """{"queries": {"a": {"names": ["Nordlicht Handelsgesellschaft mbH"], "country": "DE"}}}"""u8.ToArray();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start goes on meanwhile.
        await Task.Yield();
        var score = Rehearsal.Run();
        var queries = ScreeningReader.Read(Question, new ErrorList());
        await using var writer = new Utf8JsonWriter(Stream.Null);
        ScreeningJson.Write(writer, [.. queries.Select(query => new ScreeningAnswer(query.Key, query.Query, []))]);
        LogRehearsed(score);
    }

    [LoggerMessage(LogLevel.Debug, "The screening engine has been rehearsed, with a score of {Score}")]
    private partial void LogRehearsed(double score);
}
