using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Sequencing;

public sealed class CursorsTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];

    private static readonly Caller Reader = new()
    {
        Agency = AgencyId.Parse("de-bvl"),
        Kind = AgencyKind.MarketRegulator,
        Jurisdiction = "DE",
        Groups = ["op-lantern"],
        Roles = Roles.Reader,
    };

    private static readonly string?[] Listing = ["records", "sanction", null];

    private readonly Cursors _cursors = new(Key, "epoch 1");

    [Fact]
    public void A_Cursor_Says_Where_To_Go_On_And_Never_The_Same_Way_Twice()
    {
        var cursor = _cursors.Write(Reader, Listing, 41, 7);

        var goesOn = Assert.IsType<CursorOutcome.GoesOn>(_cursors.Read(cursor, Reader, Listing));
        Assert.Equal([41L, 7L], goesOn.Positions);
        Assert.NotEqual(cursor, _cursors.Write(Reader, Listing, 41, 7));
        Assert.True(cursor.Length <= Cursors.MaxLength);
    }

    [Fact]
    public void A_Cursor_Changed_At_Any_Place_Is_Refused()
    {
        var cursor = _cursors.Write(Reader, Listing, 41);
        for (var at = 0; at < cursor.Length; at++)
        {
            var changed = cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
            Assert.IsType<CursorOutcome.Invalid>(_cursors.Read(changed, Reader, Listing));
        }

        foreach (var wrong in new[] { "", "!", "AAAA", cursor[1..], cursor + "AAAA", cursor + cursor + cursor })
        {
            Assert.IsType<CursorOutcome.Invalid>(_cursors.Read(wrong, Reader, Listing));
        }
    }

    [Fact]
    public void A_Cursor_Of_Another_Key_Or_Agency_Is_Refused()
    {
        var cursor = _cursors.Write(Reader, Listing, 41);

        Assert.IsType<CursorOutcome.Invalid>(new Cursors(new byte[32], "epoch 1").Read(cursor, Reader, Listing));
        Assert.IsType<CursorOutcome.Invalid>(_cursors.Read(cursor, Reader with { Agency = AgencyId.Parse("de-zoll") }, Listing));
    }

    [Fact]
    public void A_Cursor_With_Other_Filters_Is_Refused()
    {
        var cursor = _cursors.Write(Reader, Listing, 41);

        Assert.IsType<CursorOutcome.OtherListing>(_cursors.Read(cursor, Reader, ["records", "sanction", ""]));
        Assert.IsType<CursorOutcome.OtherListing>(_cursors.Read(cursor, Reader, ["records", null, "sanction"]));
    }

    [Fact]
    public void A_Cursor_Ends_With_Its_Epoch_And_With_What_Its_Agency_May_See()
    {
        var cursor = _cursors.Write(Reader, Listing, 41);

        Assert.IsType<CursorOutcome.Gone>(new Cursors(Key, "epoch 2").Read(cursor, Reader, Listing));
        Caller[] changed =
        [
            Reader with { Kind = AgencyKind.Customs }, Reader with { Groups = [] }, Reader with { Groups = ["op-lantern", "op-tide"] },
            Reader with { Jurisdiction = "FR" }, Reader with { Membership = Membership.Partner }, Reader with { Roles = Roles.CaseOfficer },
        ];
        Assert.All(changed, caller => Assert.IsType<CursorOutcome.Gone>(_cursors.Read(cursor, caller, Listing)));
    }
}
