using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Carries out a build that was asked for, and notes what became of it.</summary>
public sealed class DatasetWorker(DatasetBuilder builder, DatasetBuilds builds, TimeProvider time)
{
    /// <summary>Carries the message out; a message of another version, or of a build that has ended or is forgotten, is done with.</summary>
    /// <returns>The build as it then stands; null if there was nothing to do.</returns>
    /// <exception cref="StorageUnavailableException">It is to be tried again.</exception>
    public async Task<DatasetBuild?> HandleAsync(string message, CancellationToken cancellationToken)
    {
        if (DatasetMessage.TryDecode(message) is not { } asked)
        {
            return null;
        }

        var started = await builds.ChangeAsync(
            asked.Dataset, asked.Build, build => build.IsOpen ? build with { Status = BuildStatus.Running, StartedAt = time.GetUtcNow() } : build, cancellationToken);
        if (started is not { IsOpen: true })
        {
            return null;
        }

        try
        {
            return await EndAsync(asked, await builder.BuildAsync(asked.Dataset, asked.Build, cancellationToken), cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            // Trying again would find the same. The version before stays.
            await builds.ChangeAsync(
                asked.Dataset,
                asked.Build,
                build => build with { Status = BuildStatus.Failed, FinishedAt = time.GetUtcNow(), Reason = "Something that is stored is damaged; the hub's log says what." },
                cancellationToken);
            throw new DatasetDamagedException(damage);
        }
    }

    /// <summary>Publishes what was held back, and notes it; also where that was done and not noted.</summary>
    /// <returns>What came of it, with the build as it then stands; no outcome: it is not held back, or not known.</returns>
    public async Task<(BuildOutcome? Outcome, DatasetBuild? Build)> ReleaseAsync(DatasetName dataset, string id, CancellationToken cancellationToken)
    {
        var noted = await builds.FindAsync(dataset, id, cancellationToken);
        var outcome = noted is null or { Status: BuildStatus.Published } ? null : await builder.ReleaseAsync(dataset, id, cancellationToken);
        return outcome is BuildOutcome.Published
            ? (outcome, await builds.ChangeAsync(dataset, id, build => Ended(build with { FinishedAt = time.GetUtcNow() }, outcome), cancellationToken))
            : (outcome, noted);
    }

    private Task<DatasetBuild?> EndAsync(DatasetMessage asked, BuildOutcome outcome, CancellationToken cancellationToken) => builds.ChangeAsync(
        asked.Dataset,
        asked.Build,
        build => Ended(build with { FinishedAt = time.GetUtcNow() }, outcome),
        cancellationToken);

    private static DatasetBuild Ended(DatasetBuild build, BuildOutcome outcome) => outcome switch
    {
        BuildOutcome.Published published => build with { Status = BuildStatus.Published, Version = published.Manifest.Version, Reason = null },
        BuildOutcome.HeldBack held => build with { Status = BuildStatus.HeldBack, Reason = held.Reason },
        _ => build with { Status = BuildStatus.Superseded },
    };
}

/// <summary>A build has failed for good, and is noted as such.</summary>
public sealed class DatasetDamagedException(Exception inner) : Exception(inner.Message, inner);
