using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Changes;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Changes;

/// <summary>Who is told of what the clock and credit repair take out of sight.</summary>
public sealed class ChangeViewTests
{
    private static readonly DateTimeOffset Published = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Now = Published.AddYears(1);

    private static readonly Caller Platform = new() { Agency = AgencyId.Parse("demo-platform"), Kind = AgencyKind.Platform, Jurisdiction = "CN", Roles = Roles.Reader };

    private static readonly Caller Customs = new() { Agency = AgencyId.Parse("de-customs"), Kind = AgencyKind.Customs, Jurisdiction = "DE", Roles = Roles.Reader };

    [Fact]
    public void An_Expiry_Is_A_Withdrawal_For_Those_Who_Had_The_Sanction_While_It_Was_Public()
    {
        var expired = Entry(RecordStatus.Expired, RecordChange.Expired, RecordStatus.Active, Published.AddDays(30));
        Assert.Equal(ChangeView.Withdrawn, ViewOf(Platform, expired));
        Assert.Equal(ChangeView.Shown, ViewOf(Customs, expired));
    }

    [Fact]
    public void Nobody_Is_Told_Of_The_Expiry_Of_What_Was_Never_Public() =>
        Assert.Equal(ChangeView.Nothing, ViewOf(Platform, Entry(RecordStatus.Expired, RecordChange.Expired, RecordStatus.Active, Published.AddDays(-1))));

    [Fact]
    public void A_Retraction_That_Is_Read_When_Publicity_Has_Ended_Still_Reaches_Those_Who_Had_The_Sanction() =>
        Assert.Equal(ChangeView.Withdrawn, ViewOf(Platform, Entry(RecordStatus.Retracted, RecordChange.Retracted, RecordStatus.Active, Published.AddDays(30))));

    [Fact]
    public void A_Repair_Is_A_Withdrawal_And_What_Follows_It_Is_Not_Told_To_Others_Than_Authorities()
    {
        Assert.Equal(ChangeView.Withdrawn, ViewOf(Platform, Entry(RecordStatus.Repaired, RecordChange.Repaired, RecordStatus.Active, null)));
        Assert.Equal(ChangeView.Nothing, ViewOf(Platform, Entry(RecordStatus.Retracted, RecordChange.Retracted, RecordStatus.Repaired, Now.AddDays(-1))));
        Assert.Equal(ChangeView.Nothing, ViewOf(Platform, Entry(RecordStatus.Repaired, RecordChange.Reinstated, RecordStatus.Retracted, null)));
    }

    [Fact]
    public void What_Was_Withdrawn_Before_The_Reader_Began_Is_Nothing_To_It() =>
        Assert.Equal(ChangeView.Nothing, ChangeViews.Of(Platform, Entry(RecordStatus.Repaired, RecordChange.Repaired, RecordStatus.Active, null), new(4), new(5), Use.Feed, Now));

    private static ChangeView ViewOf(Caller caller, EntryHeader entry) => ChangeViews.Of(caller, entry, new(7), new(5), Use.Feed, Now);

    private static EntryHeader Entry(RecordStatus status, RecordChange change, RecordStatus before, DateTimeOffset? publicityEnds) => new()
    {
        Header = new()
        {
            Id = RecordId.Of(new byte[32], AgencyId.Parse("cn-market"), RecordKind.Sanction, "1"),
            Version = 2,
            Status = status,
            Change = change,
            Publisher = AgencyId.Parse("cn-market"),
            PublisherJurisdiction = "CN",
            Reference = "1",
            Label = new() { Tlp = Tlp.Clear },
            PublishedAt = Published,
            UpdatedAt = Published.AddDays(60),
            PublicityEndsAt = publicityEnds,
        },
        LabelBefore = new() { Tlp = Tlp.Clear },
        StatusBefore = before,
    };
}
