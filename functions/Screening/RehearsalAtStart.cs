using System.Text;
using System.Text.Json;
using InfoShare.Json;
using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>Has the engine, and the reading and writing around it, rehearsed while the index is read.</summary>
public sealed partial class RehearsalAtStart(TimeProvider time, ILogger<RehearsalAtStart> logger) : BackgroundService
{
    private static readonly byte[] Question = Encoding.UTF8.GetBytes(
        $$"""{"queries": {"a": {"names": ["{{Rehearsal.Question}}"], "identifiers": [{"scheme": "registration", "value": "DE:HRB1"}], "country": "DE"} } }""");

    /// <summary>The answer to a question that has a hit.</summary>
    public static async Task<IReadOnlyList<ScreeningAnswer>> RunAsync(TimeProvider time)
    {
        var queries = ScreeningReader.Read(Question, new ErrorList());
        var view = Rehearsal.Index(time).View();
        IReadOnlyList<ScreeningAnswer> answers = [.. queries.Select(query => Screenings.Answer(view, query.Key, query.Query, Rehearsal.Caller, time.GetUtcNow()))];
        await using var writer = new Utf8JsonWriter(Stream.Null);
        ScreeningJson.Write(writer, answers);
        return answers;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start goes on meanwhile.
        await Task.Yield();
        LogRehearsed((await RunAsync(time)).Sum(answer => answer.Hits.Count));
    }

    [LoggerMessage(LogLevel.Debug, "The screening engine has been rehearsed, with {Hits} hits")]
    private partial void LogRehearsed(int hits);
}
