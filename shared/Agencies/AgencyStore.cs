using System.Text.Json;
using InfoShare.Json;
using InfoShare.Storage;

namespace InfoShare.Agencies;

/// <summary>
/// The registry of agencies: one row each, all in one partition, never removed. An agency that leaves is suspended, for its records stay.
/// </summary>
public sealed class AgencyStore(ITables tables, TimeProvider time)
{
    /// <summary>User-assigned code of ISO 3166-1 for an operator that belongs to no country's administration.</summary>
    public const string NoCountry = "ZZ";

    private const string Body = "Body";
    private const string Revision = "Revision";
    private const string Attempt = "Attempt";
    private const string UpdatedAt = "UpdatedAt";

    public async ValueTask<StoredAgency?> GetAsync(AgencyId id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken) is { } entity ? Decode(entity) : null;

    public async Task<IReadOnlyList<StoredAgency>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<StoredAgency>();
        await foreach (var entity in tables.QueryAllAsync(StorageNames.Tables.Agencies, StorageNames.AgencyRows.Partition, null, null, cancellationToken))
        {
            all.Add(Decode(entity));
        }

        return all;
    }

    /// <summary>Creates the agency, or replaces its <paramref name="revision"/>.</summary>
    /// <param name="revision">Null: the caller means to create it.</param>
    public async Task<AgencyWriteOutcome> PutAsync(Agency agency, long? revision, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(agency.Id, cancellationToken);
        if (current is null)
        {
            return revision is null
                ? await CommitAsync(new(agency, 1), properties => new TableWrite.Insert(Row(agency), properties), cancellationToken)
                    ? new AgencyWriteOutcome.Created(new(agency, 1))
                    : new AgencyWriteOutcome.RevisionRequired()
                : new AgencyWriteOutcome.Stale();
        }

        if (revision is null)
        {
            return new AgencyWriteOutcome.RevisionRequired();
        }

        var next = new StoredAgency(agency.After(Decode(current).Agency), revision.Value + 1);
        return current.Properties.GetInt64(Revision) == revision
            && await CommitAsync(next, properties => new TableWrite.Replace(Row(agency), properties, current.ETag), cancellationToken)
            ? new AgencyWriteOutcome.Updated(next)
            : new AgencyWriteOutcome.Stale();
    }

    /// <summary>Makes the agency <c>hub-operator</c> if nobody is registered (the first start), and gives it <paramref name="client"/> if it lacks it.</summary>
    /// <param name="client">The operator's client at a trusted issuer, with its roles; null: none is named.</param>
    public async Task EnsureOperatorAsync(AgencyClient? client, CancellationToken cancellationToken)
    {
        var page = await tables.QueryAsync(
            StorageNames.Tables.Agencies, StorageNames.AgencyRows.Partition, null, null, 1, null, cancellationToken);
        if (page.Entities.Count == 0 && page.Continuation is null)
        {
            // Of two first starts at once one creates it, and the other finds it there.
            await PutAsync(Operator(), null, cancellationToken);
        }

        if (client is not null)
        {
            await EnsureClientAsync(client, cancellationToken);
        }
    }

    /// <summary>Several instances that start at once add it once: who is late finds it there.</summary>
    private async Task EnsureClientAsync(AgencyClient client, CancellationToken cancellationToken)
    {
        while (await GetAsync(AgencyId.HubOperator, cancellationToken) is { } found && !found.Agency.Clients.Contains(client))
        {
            var others = found.Agency.Clients.Where(other => !IsSame(other, client));
            await PutAsync(found.Agency with { Clients = [.. others, client] }, found.Revision, cancellationToken);
        }
    }

    private static bool IsSame(AgencyClient one, AgencyClient other) =>
        one.Issuer == other.Issuer && one.Subject == other.Subject && one.ClientId == other.ClientId;

    private static Agency Operator() =>
        new() { Id = AgencyId.HubOperator, Name = "Hub operator", Kind = AgencyKind.Operator, Jurisdiction = NoCountry };

    private static string Row(Agency agency) => StorageNames.AgencyRows.Row(agency.Id);

    private static StoredAgency Decode(Entity entity) => new(
        JsonSerializer.Deserialize(entity.Properties.GetBinary(Body)!.Value.Span, StoredJson.Default.Agency)!,
        entity.Properties.GetInt64(Revision)!.Value);

    /// <summary>False: the row was changed meanwhile. An ambiguous commit is settled by reading whose write stands there.</summary>
    private async Task<bool> CommitAsync(StoredAgency stored, Func<Properties, TableWrite> write, CancellationToken cancellationToken)
    {
        var attempt = Guid.NewGuid().ToString("N");
        var properties = new Properties
        {
            { Body, JsonSerializer.SerializeToUtf8Bytes(stored.Agency, StoredJson.Default.Agency) },
            { Revision, stored.Revision },
            { Attempt, attempt },
            { UpdatedAt, time.GetUtcNow().UtcTicks },
        };
        var outcome = await tables.CommitAsync(
            StorageNames.Tables.Agencies, StorageNames.AgencyRows.Partition, [write(properties)], cancellationToken);
        if (outcome is not CommitOutcome.Unknown unknown)
        {
            return outcome is CommitOutcome.Committed;
        }

        var found = await outcome.LookAsync(() => ReadAsync(stored.Agency.Id, cancellationToken));
        return found?.Properties.GetString(Attempt) == attempt ? true : throw new StorageUncertainException(unknown.Reason);
    }

    private ValueTask<Entity?> ReadAsync(AgencyId id, CancellationToken cancellationToken) => tables.GetAsync(
        StorageNames.Tables.Agencies, StorageNames.AgencyRows.Partition, StorageNames.AgencyRows.Row(id), cancellationToken);
}
