using System.Text.Json.Nodes;

namespace InfoShare.Tests.Visible;

/// <summary>Records by their ids, in lists and in the feed: which are told, in which versions, and how many.</summary>
internal sealed class RecordQuestions(Inquiry inquiry, IReadOnlyList<GivenRecord> all)
{
    private readonly bool _mayRead = Oracle.MayRead(inquiry.Caller);

    public async Task AskAsync()
    {
        foreach (var record in inquiry.Population)
        {
            await AskForAsync(record);
        }

        var seen = all.Where(record => inquiry.Sees(record, Oracle.Asking.Many)).ToList();
        await AskForListAsync("records?limit=500", seen);
        await AskForListAsync("records?limit=7&kind=sanction&publisher=cn-customs", seen.Where(record => record is { Kind: "sanction", Publisher: "cn-customs" }));
        await AskForChangesAsync();
    }

    private async Task AskForAsync(GivenRecord record)
    {
        foreach (var number in Enumerable.Range(0, record.Versions.Count + 2))
        {
            var path = $"records/{record.Id}{(number == 0 ? "" : $"?version={number}")}";
            var version = number == 0 ? record.Current : record.Versions.ElementAtOrDefault(number - 1);
            if (await inquiry.GetAsync(path, Oracle.Asking.One, _mayRead, version is not null && Oracle.Sees(inquiry.Caller, record, version, Oracle.Asking.One)) is { } answer)
            {
                inquiry.ExpectRelated(path, record, answer);
            }
        }

        var history = $"records/{record.Id}/history";
        var seen = record.Versions.Where(version => Oracle.Sees(inquiry.Caller, record, version, Oracle.Asking.One)).Select(version => $"{record.Versions.IndexOf(version) + 1}").ToList();
        if (await inquiry.GetAsync(history, Oracle.Asking.One, _mayRead, seen.Count > 0) is { } versions)
        {
            inquiry.Expect(history, "the versions", seen, versions["items"]!.AsArray().Select(item => $"{item!["version"]}"));
        }
    }

    private async Task AskForListAsync(string path, IEnumerable<GivenRecord> expected)
    {
        var told = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await inquiry.GetAsync(path + cursor, Oracle.Asking.Many, _mayRead);
            told.AddRange((page?["items"]?.AsArray() ?? []).Select(item => (string)item!["id"]!));
            cursor = page?["next"] is { } next ? $"&cursor={next}" : null;
        }

        inquiry.Expect(path, "the records", _mayRead ? expected.Select(record => record.Id) : [], told);
    }

    /// <summary>Every version once, and how many there are.</summary>
    private async Task AskForChangesAsync()
    {
        var (told, after) = (new List<string>(), "");
        for (var hasMore = _mayRead; hasMore;)
        {
            var page = (await inquiry.GetAsync($"changes?limit=500{after}", Oracle.Asking.Many, _mayRead))!;
            told.AddRange(page["items"]!.AsArray().Select(Told));
            (hasMore, after) = ((bool)page["more"]!, $"&after={page["next"]}");
        }

        var expected = all.SelectMany(record => record.Versions
            .Where(version => Oracle.Sees(inquiry.Caller, record, version, Oracle.Asking.Many))
            .Select(version => $"{record.Id}-{record.Versions.IndexOf(version) + 1}"));
        inquiry.Expect("changes", "the versions", _mayRead ? expected : [], told);
    }

    private string Told(JsonNode? item)
    {
        var record = item!["record"] ?? throw new InvalidDataException(item.ToJsonString());
        if (inquiry.Population.FirstOrDefault(each => each.Id == (string?)record["id"]) is { } given)
        {
            inquiry.ExpectRelated("changes", given, record);
        }

        return $"{record["id"]}-{record["version"]}";
    }
}
