using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Tests.Access;

/// <summary>The whole truth table of the one policy, against the rules written down the other way round: as reasons to refuse.</summary>
public sealed class VisibilityTests
{
    private static readonly DateTimeOffset Now = new(2030, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AgencyId Own = AgencyId.Parse("de-bvl");

    private static readonly AgencyId Other = AgencyId.Parse("fr-dgccrf");

    private static readonly AudienceEntry[] Entries =
    [
        new(),
        new() { Agency = Own },
        new() { Agency = Other },
        new() { Kind = AgencyKind.Customs },
        new() { Kind = AgencyKind.Customs, Jurisdiction = "DE" },
        new() { Jurisdiction = "FR" },
        new() { Group = "op-lantern" },
        new() { Membership = Membership.Partner },
        new() { Agency = Own, Group = "op-lantern" },
    ];

    [Fact]
    public void The_Policy_Agrees_With_The_Reasons_To_Refuse_In_Every_Case()
    {
        var (allowed, refused) = (0, 0);
        var headers = Headers().ToList();
        foreach (var caller in Callers())
        {
            foreach (var header in headers)
            {
                foreach (var use in Enum.GetValues<Use>())
                {
                    var reason = Refusal(caller, header, use);
                    var verdict = Visibility.Allows(caller, header, use, Now);
                    if (verdict != (reason is null))
                    {
                        Assert.Fail($"{verdict} but {reason ?? "no reason to refuse"}: {caller} {header.Label} {header.Status} {header.PublicityEndsAt} {use}");
                    }

                    _ = verdict ? allowed++ : refused++;
                }
            }
        }

        Assert.True(allowed > 1_000 && refused > 1_000);
    }

    [Fact]
    public void A_Past_Version_Is_Shown_Only_Where_The_Current_Label_Admits_Too()
    {
        var caller = new Caller { Agency = Own, Roles = Roles.Reader };
        var (green, amber) = (Header(Tlp.Green, []), Header(Tlp.Amber, [new() { Agency = Other }]));
        Assert.False(Visibility.Allows(caller, green, amber, Use.History, Now));
        Assert.False(Visibility.Allows(caller, amber, green, Use.History, Now));
        Assert.True(Visibility.Allows(caller, green, green, Use.History, Now));
    }

    /// <summary>The first sentence that forbids it, or null.</summary>
    private static string? Refusal(Caller caller, RecordHeader header, Use use)
    {
        var label = header.Label;
        var isSpent = header.PublicityEndsAt <= Now;
        if (use == Use.Public)
        {
            return RefusalToThePublic(header, isSpent);
        }

        if (caller.IsAnonymous)
        {
            return "the anonymous have the public look-up alone";
        }

        if (use is Use.Dataset or Use.Statistics && !caller.Roles.HasFlag(Roles.Analyst))
        {
            return "datasets and statistics are the analysts'";
        }

        var reads = caller.Roles.HasFlag(Roles.Reader) || caller.Roles.HasFlag(Roles.Analyst) || caller.Roles.HasFlag(Roles.CaseOfficer);
        var isOwn = header.Publisher == caller.Agency;
        var knowsOwn = reads || caller.Roles.HasFlag(Roles.Publisher) || (caller.Roles.HasFlag(Roles.Feed) && header.Id.Kind == RecordKind.Alert);
        if (isOwn && knowsOwn)
        {
            return label.Tlp == Tlp.Red && use is Use.Dataset or Use.Delivery ? "RED does not leave the hub" : null;
        }

        return !reads ? "no role that reads"
            : caller.Kind is AgencyKind.Platform or AgencyKind.PaymentInstitution && (isSpent || header.Status is RecordStatus.Expired or RecordStatus.Repaired) ? "for authorities alone"
            : label.Except.Any(left => left == caller.Agency) ? "left out by name"
            : RefusalByColour(caller, label, use);
    }

    private static string? RefusalToThePublic(RecordHeader header, bool isSpent) =>
        header.Label.Tlp != Tlp.Clear ? "only CLEAR is public"
        : header.Status != RecordStatus.Active ? "only what is in force is public"
        : isSpent ? "publicity is over" : null;

    private static string? RefusalByColour(Caller caller, Label label, Use use) => label.Tlp switch
    {
        Tlp.Clear or Tlp.Green => null,
        Tlp.Amber => label.Audience.All(entry => Misses(caller, entry)) ? "not in the audience" : null,
        Tlp.AmberStrict => label.Audience.All(entry => (entry.Agency is null && entry.Group is null) || Misses(caller, entry)) ? "not named" : null,
        _ when use is not (Use.Get or Use.History or Use.LookUp) => "RED is shown one at a time",
        _ when !caller.Roles.HasFlag(Roles.CaseOfficer) => "RED is for case officers",
        _ when caller.Purpose is null => "RED needs a purpose",
        _ => label.Audience.All(entry => entry.Agency is null || Misses(caller, entry)) ? "RED names agencies" : null,
    };

    private static bool Misses(Caller caller, AudienceEntry entry) =>
        entry is { Agency: null, Kind: null, Jurisdiction: null, Group: null, Membership: null }
        || (entry.Agency is not null && entry.Agency != caller.Agency)
        || (entry.Kind is not null && entry.Kind != caller.Kind)
        || (entry.Jurisdiction is not null && entry.Jurisdiction != caller.Jurisdiction)
        || (entry.Group is not null && !caller.Groups.Contains(entry.Group))
        || (entry.Membership is not null && entry.Membership != caller.Membership);

    private static IEnumerable<Caller> Callers()
    {
        yield return Caller.Anonymous;
        foreach (var kind in Enum.GetValues<AgencyKind>())
        {
            foreach (var membership in Enum.GetValues<Membership>())
            {
                foreach (var role in Enum.GetValues<Roles>().Append(Roles.Reader | Roles.Analyst).Append(Roles.Feed | Roles.CaseOfficer))
                {
                    foreach (var stated in new[] { null, new Purpose("investigation", null) })
                    {
                        yield return new()
                        {
                            Agency = Own,
                            Kind = kind,
                            Membership = membership,
                            Jurisdiction = kind == AgencyKind.Tax ? "FR" : "DE",
                            Groups = membership == Membership.Home ? ["op-lantern"] : [],
                            Roles = role,
                            Purpose = stated,
                        };
                    }
                }
            }
        }
    }

    private static IEnumerable<RecordHeader> Headers()
    {
        foreach (var tlp in Enum.GetValues<Tlp>())
        {
            foreach (var entry in Entries)
            {
                foreach (var status in Enum.GetValues<RecordStatus>())
                {
                    foreach (var ends in new DateTimeOffset?[] { null, Now, Now.AddDays(1) })
                    {
                        var header = Header(tlp, [entry]) with { Status = status, PublicityEndsAt = ends };
                        yield return header;
                        yield return header with { Label = header.Label with { Except = [Own] } };
                        yield return header with { Publisher = Own };
                        yield return header with { Publisher = Own, Id = Id(RecordKind.Alert) };
                    }
                }
            }
        }
    }

    private static RecordId Id(RecordKind kind) => RecordId.Of(new byte[32], Other, kind, "1");

    private static RecordHeader Header(Tlp tlp, IReadOnlyList<AudienceEntry> audience) => new()
    {
        Id = Id(RecordKind.Sanction),
        Version = 1,
        Status = RecordStatus.Active,
        Change = RecordChange.Published,
        Publisher = Other,
        PublisherJurisdiction = "FR",
        Reference = "1",
        Label = new() { Tlp = tlp, Audience = audience },
        PublishedAt = Now,
        UpdatedAt = Now,
    };
}
