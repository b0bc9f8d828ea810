using System.Text.Json.Nodes;

namespace InfoShare.Tests.Visible;

/// <summary>Merchants by identifier, by record and by name: which records are joined, what is said of them, and every count.</summary>
internal sealed class MerchantQuestions(Inquiry inquiry, Publication publication, int number)
{
    private readonly bool _mayLookUp = Oracle.MayLookUp(inquiry.Caller);

    private readonly MerchantOracle _profiles = new(
        publication.Records, record => inquiry.Sees(record, Oracle.Asking.Profile), record => Oracle.SeesHeaderOnly(inquiry.Caller, record));

    private readonly MerchantOracle _found = new(publication.Records, record => inquiry.Sees(record, Oracle.Asking.Many), _ => false);

    private readonly MerchantOracle _withHidden = new(publication.Records, _ => true, _ => false);

    /// <summary>Counts that would have been greater with what is hidden.</summary>
    public int Narrowed { get; private set; }

    public async Task AskAsync()
    {
        foreach (var record in publication.Records)
        {
            await AskForAsync($"merchants/record/{record.Id}", _profiles.By(record));
            await AskForAsync($"merchants/registration/{record.Identifiers[0].Value}", _profiles.By(record.Identifiers[0]));
        }

        foreach (var shared in Enumerable.Range(0, Populations.SharedIdentifiers).Select(which => Publication.Shared(number, which)))
        {
            var path = $"merchants/{shared.Scheme}/{shared.Value}";
            await AskForAsync(path, _profiles.By(shared));
            await AskForAsync($"{path}?bodies=true", _profiles.By(shared));
        }

        var named = await inquiry.GetAsync($"merchants?name={publication.Word}&limit=100", Oracle.Asking.Many, _mayLookUp);
        ExpectFound("merchants by name", named?["items"]);
        var query = $$$$"""{"queries":{"a":{"names":["{{{{publication.Word}}}}"],"part":true,"limit":50}}}""";
        ExpectFound("screening", (await inquiry.PostAsync("screenings", query, Oracle.Asking.Many, _mayLookUp))?["results"]?["a"]?["hits"]);
    }

    private async Task AskForAsync(string path, ExpectedProfile expected)
    {
        if (await inquiry.GetAsync(path, Oracle.Asking.Profile, _mayLookUp, !expected.IsEmpty) is not { } answer)
        {
            return;
        }

        inquiry.Expect(path, "the records", expected.Records, Texts(answer["records"], "id"));
        inquiry.Expect(path, "the mentions", expected.Mentions, Texts(answer["mentions"], "id"));
        inquiry.Expect(path, "the restricted", expected.Restricted, Texts(answer["restricted"], "id"));
        ExpectFacts(path, expected, answer);
        foreach (var told in path.EndsWith("?bodies=true", StringComparison.Ordinal) ? answer["records"]!.AsArray() : [])
        {
            inquiry.ExpectRelated(path, publication.Records.Single(record => record.Id == (string?)told!["id"]), told!);
        }
    }

    /// <summary>Of what was retracted, nothing but that it was is left.</summary>
    private void ExpectFacts(string path, ExpectedProfile expected, JsonNode answer)
    {
        var there = expected.Joined.Where(record => !record.IsRetracted).ToList();
        inquiry.Expect(path, "the names", there.Select(record => record.Name), Texts(answer["names"], "text"));
        inquiry.Expect(path, "the identifiers", there.SelectMany(record => record.Identifiers).Select(identifier => identifier.Value).Distinct(), Texts(answer["identifiers"], "value"));
        inquiry.Expect(path, "the parties", there.Where(record => record.Party is not null).Select(record => record.Id), Texts(answer["parties"], "record"));
        inquiry.Expect(path, "the timeline", expected.Records, Texts(answer["timeline"], "record").Distinct());
    }

    /// <summary>Each merchant once, with all its records that the caller may see, and with their count.</summary>
    private void ExpectFound(string path, JsonNode? items)
    {
        var told = (items?.AsArray() ?? []).Select(item => $"{item!["recordCount"]} of {string.Join('+', Texts(item["records"], "id").Order(StringComparer.Ordinal))}");
        var expected = _found.MerchantsOf(_ => _mayLookUp).ToList();
        inquiry.Expect(path, "the merchants with their counts", expected.Select(ids => $"{ids.Count} of {string.Join('+', ids)}"), told);
        Narrowed += expected.Count(ids => _withHidden.By(publication.Records.Single(record => record.Id == ids[0])).Records.Count > ids.Count);
    }

    private static IEnumerable<string> Texts(JsonNode? list, string member) => (list?.AsArray() ?? []).Select(item => (string)item![member]!);
}
