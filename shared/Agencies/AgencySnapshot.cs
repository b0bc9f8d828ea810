using System.Collections.Frozen;
using InfoShare.Access;

namespace InfoShare.Agencies;

/// <summary>All agencies at one moment; never changes.</summary>
public sealed class AgencySnapshot
{
    private readonly FrozenDictionary<AgencyId, StoredAgency> _agencies;
    private readonly FrozenDictionary<(string Issuer, string Name), AgencyGrant> _subjects;
    private readonly FrozenDictionary<(string Issuer, string Name), AgencyGrant> _clients;

    private AgencySnapshot(IEnumerable<StoredAgency> agencies)
    {
        _agencies = agencies.ToFrozenDictionary(stored => stored.Agency.Id);
        All = [.. _agencies.Values.OrderBy(stored => stored.Agency.Id.ToString(), StringComparer.Ordinal)];
        _subjects = Grants(client => client.Subject);
        _clients = Grants(client => client.ClientId);
    }

    public static AgencySnapshot Empty { get; } = new([]);

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<StoredAgency> All { get; }

    public StoredAgency? Find(AgencyId id) => _agencies.GetValueOrDefault(id);

    /// <summary>The agency that registered this client at this issuer, and the roles that it grants it; the subject is looked for first.</summary>
    public AgencyGrant? Find(string issuer, string? subject, string? clientId)
    {
        if (subject is not null && _subjects.TryGetValue((issuer, subject), out var grant))
        {
            return grant;
        }

        return clientId is not null && _clients.TryGetValue((issuer, clientId), out grant) ? grant : null;
    }

    /// <summary>The roles that an agency's client is granted now; none if it is not that agency's any more.</summary>
    public Roles RolesOf(Agency agency, ClientName client)
    {
        if (client.Issuer == EmbeddedIssuer.Issuer)
        {
            return GrantableRoles.Of(agency.Kind);
        }

        return Find(client.Issuer, client.Subject, client.ClientId) is { } grant && grant.Agency.Id == agency.Id ? grant.Roles : Roles.None;
    }

    /// <summary>The same caller as the registry stands now; null if its agency is suspended, or not there any more.</summary>
    public Caller? Renew(Caller caller)
    {
        if (Find(caller.Agency) is not { Agency: { Status: AgencyStatus.Active } agency } || caller.RegisteredAs is not { } client)
        {
            return null;
        }

        return caller with
        {
            Kind = agency.Kind,
            Jurisdiction = agency.Jurisdiction,
            Membership = agency.Membership,
            Groups = agency.Groups,
            FeedEpoch = agency.FeedEpoch,
            Roles = caller.Roles & RolesOf(agency, client),
        };
    }

    /// <summary>Whether another agency than <paramref name="own"/> has registered this client.</summary>
    public bool IsTaken(AgencyClient client, AgencyId own) =>
        (client.Subject is { } subject && _subjects.TryGetValue((client.Issuer, subject), out var grant) && grant.Agency.Id != own)
        || (client.ClientId is { } clientId && _clients.TryGetValue((client.Issuer, clientId), out grant) && grant.Agency.Id != own);

    /// <summary>Of each agency the later revision: revisions only grow and rows are never removed, so the order of arrival does not matter.</summary>
    public AgencySnapshot With(IEnumerable<StoredAgency> read)
    {
        var merged = _agencies.ToDictionary();
        var changed = false;
        foreach (var stored in read)
        {
            if (!merged.TryGetValue(stored.Agency.Id, out var known) || known.Revision < stored.Revision)
            {
                merged[stored.Agency.Id] = stored;
                changed = true;
            }
        }

        return changed ? new(merged.Values) : this;
    }

    private FrozenDictionary<(string Issuer, string Name), AgencyGrant> Grants(Func<AgencyClient, string?> name)
    {
        var grants = new Dictionary<(string Issuer, string Name), AgencyGrant>();
        foreach (var agency in All.Select(stored => stored.Agency))
        {
            foreach (var client in agency.Clients.Where(client => name(client) is not null))
            {
                // The registry refuses a second claim; should two writers race, the first by id keeps it.
                grants.TryAdd((client.Issuer, name(client)!), new(agency, client.Roles & GrantableRoles.Of(agency.Kind)));
            }
        }

        return grants.ToFrozenDictionary();
    }
}

/// <summary>An agency and the roles that one of its clients is granted, within what its kind may hold.</summary>
public sealed record AgencyGrant(Agency Agency, Roles Roles);
