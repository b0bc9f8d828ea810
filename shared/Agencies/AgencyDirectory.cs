using InfoShare.Storage;

namespace InfoShare.Agencies;

/// <summary>
/// The registry in memory: one immutable snapshot, swapped. A write of this process shows at once, one of another process within
/// <see cref="MaxAge"/>.
/// </summary>
public sealed class AgencyDirectory(AgencyStore store, TimeProvider time)
{
    /// <summary>An older snapshot is re-read before it is used.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>How long the last snapshot serves while the store cannot be asked: longer would keep a suspended agency in.</summary>
    public static readonly TimeSpan MaxAgeWithoutStore = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private volatile AgencySnapshot _snapshot = AgencySnapshot.Empty;
    private long _readAt = long.MinValue;
    private Task? _reading;

    /// <summary>The snapshot as it stands in memory, for those who have just been through <see cref="CurrentAsync"/> and those who read names.</summary>
    public AgencySnapshot Snapshot => _snapshot;

    /// <summary>The agencies, at most <see cref="MaxAge"/> old.</summary>
    /// <exception cref="StorageUnavailableException">The store cannot be asked, and has not been able to for <see cref="MaxAgeWithoutStore"/>.</exception>
    public ValueTask<AgencySnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        var age = Age();
        if (age < MaxAge / 2)
        {
            return ValueTask.FromResult(_snapshot);
        }

        // In the second half of its life it is re-read behind the requests, so that under load none of them waits.
        var reading = Reading();
        return age < MaxAge ? ValueTask.FromResult(_snapshot) : new(AfterAsync(reading, cancellationToken));
    }

    /// <summary>Writes to the registry and shows it at once.</summary>
    public async Task<AgencyWriteOutcome> PutAsync(Agency agency, long? revision, CancellationToken cancellationToken)
    {
        var outcome = await store.PutAsync(agency, revision, cancellationToken);
        switch (outcome)
        {
            case AgencyWriteOutcome.Created created:
                Show([created.Stored]);
                break;
            case AgencyWriteOutcome.Updated updated:
                Show([updated.Stored]);
                break;
            default:
                break;
        }

        return outcome;
    }

    private TimeSpan Age()
    {
        var readAt = Volatile.Read(ref _readAt);
        return readAt == long.MinValue ? TimeSpan.MaxValue : time.GetElapsedTime(readAt);
    }

    private Task Reading()
    {
        lock (_gate)
        {
            if (_reading is not { IsCompleted: false })
            {
                _reading = ReadAsync();
            }

            return _reading;
        }
    }

    private async Task<AgencySnapshot> AfterAsync(Task reading, CancellationToken cancellationToken)
    {
        try
        {
            await reading.WaitAsync(cancellationToken);
        }
        catch (StorageUnavailableException) when (Age() < MaxAgeWithoutStore)
        {
            // A short outage of the store does not stop what is answered from memory.
        }

        return _snapshot;
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        var startedAt = time.GetTimestamp();
        Show(await store.ListAsync(CancellationToken.None));
        Volatile.Write(ref _readAt, startedAt);
    }

    private void Show(IReadOnlyList<StoredAgency> read)
    {
        lock (_gate)
        {
            _snapshot = _snapshot.With(read);
        }
    }
}
