using System.Security.Cryptography;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Storage;
using InfoShare.Text;

namespace InfoShare.Subscriptions;

/// <summary>
/// Which agency looked up or screened which merchant, and when last: of agencies that asked to be told later, for as long as that can be told.
/// Identifiers and names are kept as hashes under a key of the hub.
/// </summary>
public sealed class InterestStore(ITables tables, HubKeys keys)
{
    private const string Table = StorageNames.Tables.Interests;

    private const int HashBytes = 16;

    /// <summary>Of an identifier in canonical form.</summary>
    public string HashOf(string scheme, string value) => Hash($"i:{scheme}:{value}");

    /// <summary>
    /// Of a name: one of all its words, whatever its case, punctuation and form of letters; and, if a word is left that tells it from others,
    /// one of what screening takes for its own, in Latin letters, without legal forms and whatever the order. Two names that share a hash are
    /// hits of each other in a screening; not all hits share one.
    /// </summary>
    public IReadOnlyList<string> HashesOf(string name)
    {
        var hashes = new List<string>(2);
        if (NameTokens.Of(name) is { Count: > 0 } words)
        {
            hashes.Add(Hash($"n:{string.Join(' ', words)}"));
        }

        if (NameAnalysis.Parse(name) is { HasTelling: true, Content: var content })
        {
            hashes.Add(Hash($"c:{string.Join(' ', content.Select(word => word.Text).Order(StringComparer.Ordinal))}"));
        }

        return hashes;
    }

    /// <summary>All that a record's merchant can have been looked up by.</summary>
    public IReadOnlyList<string> HashesOf(MerchantFacts merchant) =>
    [
        .. merchant.Identifiers.Where(identifier => !identifier.Unverified).Select(identifier => HashOf(identifier.Scheme, identifier.Value))
            .Concat(merchant.Names.SelectMany(name => HashesOf(name.Text))).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Notes that these were asked for; a later note replaces an earlier one.</summary>
    public async Task NoteAsync(IEnumerable<(AgencyId Agency, string Hash)> asked, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var partition in asked.Distinct().GroupBy(item => StorageNames.InterestRows.Partition(item.Hash)))
        {
            foreach (var chunk in partition.Chunk(StorageLimits.MaxOperations))
            {
                var writes = chunk.Select(item => (TableWrite)new TableWrite.Upsert(StorageNames.InterestRows.Row(item.Hash, item.Agency), new() { { "at", at.UtcTicks } }));
                if (await tables.CommitAsync(Table, partition.Key, [.. writes], cancellationToken) is not CommitOutcome.Committed)
                {
                    throw new StorageUnavailableException("What was looked up could not be noted.");
                }
            }
        }
    }

    /// <summary>Who asked for any of these, and when last.</summary>
    public async Task<IReadOnlyDictionary<AgencyId, DateTimeOffset>> FindAsync(IEnumerable<string> hashes, CancellationToken cancellationToken)
    {
        var found = new Dictionary<AgencyId, DateTimeOffset>();
        foreach (var hash in hashes)
        {
            var (from, to) = StorageNames.InterestRows.Of(hash);
            await foreach (var row in tables.QueryAllAsync(Table, StorageNames.InterestRows.Partition(hash), from, to, cancellationToken))
            {
                var (agency, at) = (StorageNames.InterestRows.AgencyOf(row.Row), AskedAt(row));
                found[agency] = found.TryGetValue(agency, out var known) && known > at ? known : at;
            }
        }

        return found;
    }

    /// <summary>Forgets what was asked before an instant.</summary>
    public async Task RemoveAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var partition in StorageNames.InterestRows.Partitions)
        {
            var doomed = new List<TableWrite>();
            await foreach (var row in tables.QueryAllAsync(Table, partition, null, null, cancellationToken))
            {
                if (AskedAt(row) < before)
                {
                    // Only as it was read: who asks again meanwhile is kept.
                    doomed.Add(new TableWrite.Delete(row.Row, row.ETag));
                }
            }

            foreach (var write in doomed.Chunk(StorageLimits.MaxOperations))
            {
                await tables.CommitAsync(Table, partition, write, cancellationToken);
            }
        }
    }

    private static DateTimeOffset AskedAt(Entity row) =>
        new(row.Properties.GetInt64("at") ?? throw new InvalidDataException($"{row.Row} has no instant."), TimeSpan.Zero);

    private string Hash(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.Interests.Span, Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
