using System.Globalization;
using InfoShare.Access;
using InfoShare.Codes;
using InfoShare.Json;

namespace InfoShare.Agencies;

/// <summary>
/// Reads the body of <c>PUT /agencies/{id}</c>: <c>{name, kind, jurisdiction, membership?, groups, timeZone?, contacts?, status?, clients?, keys?}</c>,
/// strictly and with all errors at once.
/// </summary>
public static class AgencyReader
{
    public const int MaxBytes = 64 * 1024;

    public const int MaxName = 200;

    public const int MaxGroups = 100;

    public const int MaxContacts = 20;

    public const int MaxClients = 100;

    private static readonly string[] Members =
        ["name", "kind", "jurisdiction", "membership", "groups", "timeZone", "contacts", "status", "clients", "keys"];

    /// <summary>The agency, or null with at least one error added.</summary>
    public static Agency? Read(AgencyId id, ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors);
        if (document is null || MemberReader.Of(document.RootElement, "", Members, errors) is not { } body)
        {
            return null;
        }

        var name = body.Text("name", MaxName, required: true);
        var kind = body.Code<AgencyKind>("kind", required: true);
        var jurisdiction = ReadJurisdiction(body, kind);
        var agency = new Agency
        {
            Id = id,
            Name = name ?? "",
            Kind = kind ?? default,
            Jurisdiction = jurisdiction ?? "",
            // Denied by default: an agency counts as one of the hub's own country only where its administrator says so.
            Membership = body.Code<Membership>("membership", required: false) ?? Membership.Partner,
            Groups = ReadGroups(body),
            TimeZone = ReadTimeZone(body) ?? "UTC",
            Contacts = body.Objects("contacts", MaxContacts, ["unit", "email"], ReadContact),
            Status = body.Code<AgencyStatus>("status", required: false) ?? AgencyStatus.Active,
            Clients = body.Objects("clients", MaxClients, ["issuer", "subject", "clientId", "roles"], client => ReadClient(client, kind)),
            Keys = AgencyKeyReader.Read(body),
        };
        return errors.Count == 0 ? agency : null;
    }

    private static string? ReadJurisdiction(MemberReader body, AgencyKind? kind)
    {
        var code = body.Text("jurisdiction", 2, required: true);
        if (code is null || Countries.Contains(code) || (kind == AgencyKind.Operator && code == AgencyStore.NoCountry))
        {
            return code;
        }

        body.Refuse("jurisdiction", ErrorCodes.InvalidCountry, $"'{code}' is not a country's code of ISO 3166-1 alpha-2, such as 'DE'.");
        return null;
    }

    private static List<string> ReadGroups(MemberReader body)
    {
        var groups = body.Texts("groups", MaxGroups, AgencyId.MaxLength, required: true);
        for (var index = 0; index < groups.Count; index++)
        {
            // A group's name has the form of an agency's id.
            if (!AgencyId.TryParse(groups[index], out _))
            {
                body.Refuse($"groups/{index}", ErrorCodes.InvalidId, "A group's name has 2 to 40 of a-z, 0-9 and inner single hyphens, such as 'op-lantern'.");
            }
        }

        if (groups.Distinct(StringComparer.Ordinal).Count() != groups.Count)
        {
            body.Refuse("groups", ErrorCodes.Duplicate, "A group is named more than once.");
        }

        return groups;
    }

    private static string? ReadTimeZone(MemberReader body)
    {
        if (body.Text("timeZone", 64, required: false) is not { } zone)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.HasIanaId || zone == "UTC"))
        {
            return zone;
        }

        body.Refuse("timeZone", ErrorCodes.UnknownTimeZone, $"'{zone}' is not a time zone of the IANA database, such as 'Europe/Berlin'.");
        return null;
    }

    private static AgencyContact ReadContact(MemberReader contact)
    {
        var email = contact.Text("email", 254, required: true);
        if (email is not null && (email.Count(c => c == '@') != 1 || email[0] == '@' || email[^1] == '@' || email.Any(char.IsWhiteSpace)))
        {
            contact.Refuse("email", ErrorCodes.InvalidEmail, "This is not an e-mail address.");
        }

        return new(contact.Text("unit", 200, required: true) ?? "", email ?? "");
    }

    private static AgencyClient ReadClient(MemberReader client, AgencyKind? kind)
    {
        var issuer = client.Text("issuer", 500, required: true);
        var subject = client.Text("subject", 200, required: false);
        var clientId = client.Text("clientId", 200, required: false);
        if (subject is null == clientId is null)
        {
            client.Refuse("", ErrorCodes.MissingMember, "A client is named by either 'subject' or 'clientId'.");
        }

        if (issuer == EmbeddedIssuer.Issuer)
        {
            client.Refuse("issuer", ErrorCodes.Disagrees, "Clients of the hub's own issuer are not registered: their subject is the agency.");
        }

        return new(issuer ?? "", subject, clientId, ReadRoles(client, kind));
    }

    private static Roles ReadRoles(MemberReader client, AgencyKind? kind)
    {
        var roles = Roles.None;
        var codes = client.Texts("roles", RoleCodes.All.Count, 40, required: true);
        for (var index = 0; index < codes.Count; index++)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"roles/{index}");
            if (!RoleCodes.TryParse(codes[index], out var role))
            {
                client.Refuse(pointer, ErrorCodes.UnknownCode, $"'{codes[index]}' is no role; expected one of {string.Join(", ", RoleCodes.All)}.");
            }
            else if (kind is { } known && (GrantableRoles.Of(known) & role) == 0)
            {
                client.Refuse(pointer, ErrorCodes.RoleNotAllowed, $"An agency of kind '{Code<AgencyKind>.Of(known)}' cannot hold the role '{codes[index]}'.");
            }

            roles |= role;
        }

        return roles;
    }
}
