using System.Threading.Channels;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Notes what agencies look up and screen that asked to be told later; of all others nothing. Behind the answers, in batches: a crash loses
/// the notes of about a second, and a store that is away those that do not fit in memory.
/// </summary>
public sealed partial class InterestRecorder(SubscriptionStore subscriptions, InterestStore interests, TimeProvider time, ILogger<InterestRecorder> logger) : BackgroundService
{
    private const int MaxWaiting = 20_000;

    private const int Batch = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(5);

    private readonly Channel<(AgencyId Agency, string Hash)> _waiting = Channel.CreateBounded<(AgencyId, string)>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Taken from those that wait, and not yet stored.</summary>
    private readonly List<(AgencyId Agency, string Hash)> _batch = [];

    private readonly RepeatedLine _outage = new(time);

    private volatile HashSet<AgencyId> _listening = [];

    /// <summary>An agency looked a merchant up by an identifier.</summary>
    public void Note(Caller caller, Identifier identifier)
    {
        if (IsListening(caller))
        {
            _waiting.Writer.TryWrite((caller.Agency, interests.HashOf(identifier.Scheme, identifier.Value)));
        }
    }

    /// <summary>An agency was shown a merchant: it has asked for every identifier by which its records are joined.</summary>
    public void Note(Caller caller, MerchantProfile profile)
    {
        if (IsListening(caller))
        {
            foreach (var identifier in JoinedIdentifiers.Of(profile))
            {
                Note(caller, identifier);
            }
        }
    }

    /// <summary>An agency screened or searched for a name.</summary>
    public void Note(Caller caller, string name)
    {
        if (IsListening(caller))
        {
            foreach (var hash in interests.HashesOf(name))
            {
                _waiting.Writer.TryWrite((caller.Agency, hash));
            }
        }
    }

    /// <summary>An agency has just asked to be told later.</summary>
    public void Listen(AgencyId agency) => _listening = [.. _listening, agency];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var refreshed = long.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (refreshed == long.MinValue || time.GetElapsedTime(refreshed) > RefreshEvery)
                {
                    var all = await subscriptions.ListAsync(null, stoppingToken);
                    _listening = [.. all.Where(stored => stored.Subscription is { LookedUp: not null, Status: not SubscriptionStatus.Deleted }).Select(stored => stored.Subscription.Agency)];
                    refreshed = time.GetTimestamp();
                }

                await WriteAsync(stoppingToken);
            }
            catch (StorageUnavailableException exception)
            {
                if (_outage.Due() is { } others)
                {
                    LogUnavailable(exception, others);
                }
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            // What came in during the last second.
            await WriteAsync(CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            LogUnavailable(exception, 0);
        }
    }

    private bool IsListening(Caller caller) => _listening is { Count: > 0 } listening && !caller.IsAnonymous && listening.Contains(caller.Agency);

    /// <summary>What could not be stored stays in the batch, and is the first of the next round.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (_batch.Count < Batch && _waiting.Reader.TryRead(out var note))
            {
                _batch.Add(note);
            }

            if (_batch.Count > 0)
            {
                await interests.NoteAsync(_batch, time.GetUtcNow(), cancellationToken);
                _batch.Clear();
            }
        }
        while (_waiting.Reader.TryPeek(out _));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What agencies looked up cannot be noted; those who asked to be told later may miss it (tried {Others} times more since the last line).")]
    private partial void LogUnavailable(Exception exception, int others);
}
