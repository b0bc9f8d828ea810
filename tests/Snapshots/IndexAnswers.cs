using System.Text;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Snapshots;

/// <summary>What an index says to every question of a few callers, as text to compare.</summary>
internal static class IndexAnswers
{
    private static readonly string[] Schemes = ["vat", "lei", "domain", "mid"];

    private static readonly string[] Names = ["Ostwind", "gmbh TRADING", "trading", "none"];

    public static string Of(MerchantIndex index)
    {
        var (view, text) = (index.View(), new StringBuilder());
        text.Append(index.Position).Append(' ').Append(view.Count).AppendLine();
        foreach (var record in view.Newest(new(long.MaxValue)))
        {
            Assert.True(view.TryGet(record.Header.Id, out var found));
            Assert.Equal(record.First, found.First);
            Append(text, record);
        }

        Line(text, "publicity", view.PublicityEndedBy(IndexFixture.Now));
        foreach (var filter in Filters())
        {
            Line(text, filter.ToString(), view.Newest(new(long.MaxValue), filter));
        }

        foreach (var caller in Callers())
        {
            Ask(text, view, caller);
        }

        return text.ToString();
    }

    private static IEnumerable<RecordFilter> Filters() =>
        [new() { Kind = RecordKind.Alert }, new() { Publisher = InfoShare.Agencies.AgencyId.Parse("de-bvl") }, new() { Category = "counterfeit", MerchantCountry = "CN" }];

    private static IEnumerable<Caller> Callers() =>
        [IndexFixture.Reader("de-bvl"), IndexFixture.Reader("nl-customs", Roles.CaseOfficer, new("investigation", null)), Caller.Anonymous];

    private static void Ask(StringBuilder text, IndexView view, Caller caller)
    {
        foreach (var (scheme, number) in Schemes.SelectMany(scheme => Enumerable.Range(0, 8).Select(number => (scheme, number))))
        {
            var use = caller == Caller.Anonymous ? Use.Public : Use.LookUp;
            var profile = new MerchantJoin(caller, use, IndexFixture.Now).ByIdentifier(view, new Identifier(scheme, $"value{number}"));
            Line(text, $"{scheme} {number}", profile?.Records ?? []);
            Line(text, "mentions", profile?.Mentions ?? []);
            Line(text, "headers", profile?.HeadersOnly ?? []);
        }

        foreach (var name in Names)
        {
            var hits = new MerchantScreening(view, caller, IndexFixture.Now).Find(new() { Names = [name] });
            Line(text, name, hits.Select(hit => hit.Record));
            text.AppendJoin(' ', hits.Select(hit => $"{hit.Name} {hit.Score:R}")).AppendLine();
        }
    }

    private static void Line(StringBuilder text, string what, IEnumerable<IndexedRecord> records) =>
        text.Append(what).Append(": ").AppendJoin(' ', records.Select(record => record.Header.Id)).AppendLine();

    private static void Append(StringBuilder text, IndexedRecord record)
    {
        var header = record.Header;
        text.Append(header with { Measures = [], Label = IndexFixture.Green }).Append(' ').AppendJoin(',', header.Measures).Append(' ')
            .Append(System.Text.Json.JsonSerializer.Serialize(header.Label, InfoShare.Tests.Sequencing.EntryJson.Default.Label)).Append(' ')
            .Append(record.First).Append(' ').Append(record.MerchantKind);
        Append(text, record.Names);
        Append(text, record.Identifiers);
        foreach (var party in record.Parties)
        {
            text.Append(" | ").Append(party.Role).Append(party.Country);
            Append(text, party.Names);
            Append(text, party.Identifiers);
        }

        text.AppendLine();
    }

    private static void Append(StringBuilder text, NameWalk names)
    {
        foreach (var name in names)
        {
            text.Append(" n ").Append(name.Kind).Append(name.Language).Append(name.Weak).Append(name.ToString());
        }
    }

    private static void Append(StringBuilder text, IdentifierWalk identifiers)
    {
        foreach (var identifier in identifiers)
        {
            text.Append(" i ").Append(identifier.Scheme).Append(identifier.ToString());
        }
    }
}
