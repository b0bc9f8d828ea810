using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Tests.Merchants;

public sealed class MerchantJoinTests
{
    private static readonly Identifier Vat = new("vat", "DE123456788");
    private static readonly Identifier Lei = new("lei", "529900T8BM49AURSDO55");
    private static readonly Identifier Domain = new("domain", "shop.example");

    private readonly IndexFixture _hub = new();

    private readonly Caller _reader = IndexFixture.Reader("de-bvl");

    [Fact]
    public void Records_Join_Over_Strong_Identifiers_Newest_First()
    {
        var first = _hub.Publish("cn-customs", "1", IndexFixture.Green, [Vat]);
        var second = _hub.Publish("nl-customs", "2", IndexFixture.Green, [Vat, Lei]);
        var third = _hub.Publish("fr-dgccrf", "3", IndexFixture.Green, [Lei]);
        _hub.Publish("fr-dgccrf", "4", IndexFixture.Green, [new("vat", "DE999999999")]);

        var profile = _hub.LookUp(_reader, Vat);

        Assert.Equal([third, second, first], Ids(profile!.Records));
        Assert.Empty(profile.Mentions);
    }

    [Fact]
    public void A_Hidden_Record_Is_Not_Shown_And_Joins_Nothing()
    {
        var first = _hub.Publish("cn-customs", "1", IndexFixture.Green, [Vat]);
        _hub.Publish("nl-customs", "2", IndexFixture.AmberFor("cn-customs"), [Vat, Lei]);
        _hub.Publish("fr-dgccrf", "3", IndexFixture.Green, [Lei]);

        Assert.Equal([first], Ids(_hub.LookUp(_reader, Vat)!.Records));
        Assert.Equal(3, _hub.LookUp(IndexFixture.Reader("cn-customs"), Vat)!.Count);
    }

    [Fact]
    public void Nothing_Visible_Is_No_Profile()
    {
        var hidden = _hub.Publish("nl-customs", "2", IndexFixture.AmberFor("cn-customs"), [Vat]);

        Assert.Null(_hub.LookUp(_reader, Vat));
        Assert.Null(_hub.LookUp(_reader, Lei));
        Assert.Null(new MerchantJoin(_reader, Use.LookUp, IndexFixture.Now).ByRecord(_hub.Index.View(), hidden));
    }

    [Fact]
    public void Parties_Are_Listed_And_Not_Joined_Through()
    {
        var own = _hub.Publish("cn-customs", "1", IndexFixture.Green, [Vat]);
        var mention = _hub.Publish("nl-customs", "2", IndexFixture.Green, [Lei], parties: [new("declarant", [], [Vat], "DE")]);
        _hub.Publish("fr-dgccrf", "3", IndexFixture.Green, [Lei]);

        var profile = _hub.LookUp(_reader, Vat)!;

        Assert.Equal([own], Ids(profile.Records));
        Assert.Equal([mention], Ids(profile.Mentions));
    }

    [Fact]
    public void An_Unverified_Identifier_Is_Found_And_Not_Joined()
    {
        var sure = _hub.Publish("cn-customs", "1", IndexFixture.Green, [Vat]);
        var unsure = _hub.Publish("nl-customs", "2", IndexFixture.Green, [Vat with { Unverified = true }, Lei]);

        var profile = _hub.LookUp(_reader, Vat)!;

        Assert.Equal([sure], Ids(profile.Records));
        Assert.Equal([unsure], Ids(profile.Mentions));
        Assert.Equal([unsure], Ids(_hub.LookUp(_reader, Lei)!.Records));
    }

    [Fact]
    public void A_Weak_Identifier_Is_Found_And_Not_Followed()
    {
        var first = _hub.Publish("cn-customs", "1", IndexFixture.Green, [Vat, Domain]);
        var second = _hub.Publish("nl-customs", "2", IndexFixture.Green, [Lei, Domain]);

        Assert.Equal([first], Ids(_hub.LookUp(_reader, Vat)!.Records));
        Assert.Equal([second, first], Ids(_hub.LookUp(_reader, Domain)!.Records));
    }

    [Fact]
    public void A_Red_Record_Gives_Its_Header_To_A_Case_Officer_With_A_Purpose_And_Joins_Nothing()
    {
        var red = _hub.Publish("cn-customs", "1", IndexFixture.RedFor("de-bvl"), [Vat, Lei]);
        _hub.Publish("nl-customs", "2", IndexFixture.Green, [Lei]);
        var officer = IndexFixture.Reader("de-bvl", Roles.CaseOfficer);

        Assert.Null(_hub.LookUp(_reader with { Purpose = new("investigation", null) }, Vat));
        Assert.Null(_hub.LookUp(officer, Vat));
        var profile = _hub.LookUp(officer with { Purpose = new("investigation", "1") }, Vat)!;
        Assert.Equal([red], Ids(profile.HeadersOnly));
        Assert.Equal(1, profile.Count);
    }

    [Fact]
    public void A_Retraction_Takes_Its_Joins_Away_And_A_Reinstatement_Brings_Them_Back()
    {
        var first = _hub.Publish("cn-customs", "1", IndexFixture.Green, [Vat]);
        var bridge = _hub.Publish("nl-customs", "2", IndexFixture.Green, [Vat, Lei]);
        var last = _hub.Publish("fr-dgccrf", "3", IndexFixture.Green, [Lei]);

        _hub.Retract(bridge);
        Assert.Equal([first], Ids(_hub.LookUp(_reader, Vat)!.Records));
        Assert.True(_hub.Index.View().TryGet(bridge, out var tombstone));
        Assert.Equal(RecordStatus.Retracted, tombstone.Header.Status);
        Assert.False(tombstone.Names.MoveNext());

        _hub.Publish("nl-customs", "2", IndexFixture.Green, [Vat, Lei]);
        Assert.Equal([last, bridge, first], Ids(_hub.LookUp(_reader, Vat)!.Records));
    }

    [Fact]
    public void An_Over_Common_Identifier_Is_Not_Followed_And_Hidden_Records_Do_Not_Count()
    {
        var start = _hub.Publish("cn-customs", "start", IndexFixture.Green, [Vat, Lei]);
        for (var at = 1; at < MerchantJoin.OverCommon; at++)
        {
            _hub.Publish("cn-customs", $"shown {at}", IndexFixture.Green, [Lei]);
            _hub.Publish("cn-customs", $"hidden {at}", IndexFixture.AmberFor("cn-customs"), [Lei]);
        }

        Assert.Equal(MerchantJoin.OverCommon, _hub.LookUp(_reader, Vat)!.Records.Count);

        _hub.Publish("cn-customs", "one too many", IndexFixture.Green, [Lei]);
        Assert.Equal([start], Ids(_hub.LookUp(_reader, Vat)!.Records));
        Assert.Equal(MerchantJoin.OverCommon + 1, _hub.LookUp(_reader, Lei)!.Records.Count);
    }

    [Fact]
    public void A_Profile_Is_Bounded_By_Visible_Records()
    {
        for (var at = 0; at < MerchantJoin.MaxRecords; at++)
        {
            _hub.Publish("cn-customs", $"shown {at}", IndexFixture.Green, [Vat]);
            _hub.Publish("cn-customs", $"hidden {at}", IndexFixture.AmberFor("cn-customs"), [Vat]);
        }

        Assert.False(_hub.LookUp(_reader, Vat)!.Truncated);

        _hub.Publish("cn-customs", "one too many", IndexFixture.Green, [Vat]);
        var profile = _hub.LookUp(_reader, Vat)!;
        Assert.True(profile.Truncated);
        Assert.Equal(MerchantJoin.MaxRecords, profile.Count);
    }

    private static IEnumerable<RecordId> Ids(IEnumerable<IndexedRecord> records) => records.Select(record => record.Header.Id);
}
