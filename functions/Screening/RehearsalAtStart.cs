using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>Has the engine rehearsed while the index is read.</summary>
public sealed partial class RehearsalAtStart(ILogger<RehearsalAtStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start goes on meanwhile.
        await Task.Yield();
        LogRehearsed(Rehearsal.Run());
    }

    [LoggerMessage(LogLevel.Debug, "The screening engine has been rehearsed, with a score of {Score}")]
    private partial void LogRehearsed(double score);
}
