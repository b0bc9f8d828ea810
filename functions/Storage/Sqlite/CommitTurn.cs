using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Commits that are made one after the other in one transaction, up to the first that cannot be.</summary>
internal sealed class CommitTurn(IReadOnlyList<TableCommit> commits) : IDisposable
{
    /// <summary>Bytes that they will write, about.</summary>
    public long Weight => commits.Sum(commit => commit.Weight);

    /// <summary>A commit that cannot be made leaves nothing; those before it stay.</summary>
    public IReadOnlyList<CommitOutcome> Apply(Database database)
    {
        var outcomes = new List<CommitOutcome>(commits.Count);
        foreach (var commit in commits)
        {
            outcomes.Add(commit.Apply(database));
            if (outcomes[^1] is not CommitOutcome.Committed)
            {
                break;
            }
        }

        return outcomes;
    }

    public void Dispose()
    {
        foreach (var commit in commits)
        {
            commit.Dispose();
        }
    }
}
