using System.Text;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Merchants;

namespace InfoShare.Screening;

/// <summary>
/// Screens a question against the records that a caller may see. A record that it may not see takes part in nothing: candidates are taken in an
/// order that depends on the question and each name alone, and only visible ones are counted against a bound.
/// </summary>
public sealed class MerchantScreening(IndexView view, Caller caller, DateTimeOffset now)
{
    /// <summary>Different names compared word by word for each name asked, of those that the caller may see.</summary>
    public const int MaxCompared = 64;

    /// <summary>From so many on, names that share much less with the question than the best one end the search.</summary>
    internal const int EnoughCompared = 24;

    internal const float MuchLess = 0.55f;

    /// <summary>Records found by one identifier.</summary>
    public const int MaxCarriers = 200;

    private readonly Dictionary<int, ScreeningHit> _hits = [];

    private readonly Dictionary<int, IndexedRecord?> _records = [];

    private ScreeningQuery _query = new();

    private int _most;

    /// <summary>Hits at or above the threshold, best first, then newest first; every record once.</summary>
    /// <param name="most">Different names to compare at most; for who wants many hits.</param>
    public IReadOnlyList<ScreeningHit> Find(ScreeningQuery query, int most = MaxCompared)
    {
        (_query, _most) = (query, most);
        _hits.Clear();
        _records.Clear();
        foreach (var identifier in query.Identifiers)
        {
            FindCarriers(identifier);
        }

        foreach (var name in query.Names)
        {
            foreach (var parsed in NameVariants.Of(name))
            {
                FindNames(parsed);
            }
        }

        return [.. _hits.Values.Where(hit => hit.Score >= query.Threshold && hit.Score > 0).OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Record.Ordinal)];
    }

    private void FindNames(ParsedName asked)
    {
        if (asked.Words.Length == 0)
        {
            return;
        }

        var index = view.Content.Names;
        var known = new KnownWords(index);
        var compared = new ComparedNames(asked, _query.IsPart, known);
        var best = 0f;
        NameFinder.Find(index, asked, (name, worth) =>
        {
            var reading = index.Reading(name);
            if (compared.HasEnoughOf(reading) || Named(name) is not { } named)
            {
                return true;
            }

            best = Math.Max(best, worth);
            var isEnough = compared.Count >= _most || (compared.Count >= EnoughCompared && worth < MuchLess * best && !_query.IsPart);
            if (compared.Of(named.Name.Text, reading, named.Record.Ordinal, isEnough ? null : () => index.Name(name, known)) is not { } each)
            {
                return false;
            }

            Take(each, named.Record, named.Name);
            return true;
        });
    }

    /// <summary>The record that has the name now, if the caller may see it and has not dismissed it; the index alone says neither.</summary>
    private (IndexedRecord Record, RecordName Name)? Named(int name)
    {
        var index = view.Content.Names;
        if (Visible(index.Record(name)) is not { } record)
        {
            return null;
        }

        foreach (var each in record.Names)
        {
            var text = each.ToString();
            if (index.HashOf(text) == index.Hash(name))
            {
                return (record, new(text, each.Kind, each.Weak));
            }
        }

        return null;
    }

    private IndexedRecord? Visible(int ordinal)
    {
        if (!_records.TryGetValue(ordinal, out var known))
        {
            var record = view.Content.Record(ordinal);
            known = Visibility.Allows(caller, record.Header, Use.Screening, now) && !_query.Excluding.Contains(record.Header.Id) ? record : null;
            _records.Add(ordinal, known);
        }

        return known;
    }

    private void Take(ComparedName compared, in IndexedRecord record, in RecordName name)
    {
        var (persons, named, qualifiers) = (_query.Kind == "person" || record.MerchantKind == "person", name, new Qualifiers(_query, record));
        var score = compared.Score(persons);
        if (score.Score > 0)
        {
            Keep(record, name.Text, qualifiers.Apply(score, name).Score, () => qualifiers.Apply(compared.Explain(persons), named).Reasons);
        }
    }

    private void FindCarriers(Identifier identifier)
    {
        var content = view.Content;
        var value = Encoding.UTF8.GetBytes(identifier.Value);
        var found = new HashSet<int>();
        foreach (var ordinal in content.Postings.Of(content.Hash.Identifier(false, identifier.Scheme, value)))
        {
            if (Visible(ordinal) is { } record && record.Carries(identifier.Scheme, value, Carrying.Verified) && found.Add(ordinal))
            {
                var first = FirstName(record);
                var score = new Qualifiers(_query, record).Apply(new(0, []), first);
                Keep(record, first.Text, score.Score, () => score.Reasons);
                if (found.Count == MaxCarriers)
                {
                    return;
                }
            }
        }
    }

    private static RecordName FirstName(in IndexedRecord record)
    {
        foreach (var name in record.Names)
        {
            return new(name.ToString(), name.Kind, name.Weak);
        }

        return new("", "", false);
    }

    private void Keep(in IndexedRecord record, string name, double score, Func<IReadOnlyList<MatchReason>> explain)
    {
        // Of names that score the same, one that does not depend on which the index has first.
        if (!_hits.TryGetValue(record.Ordinal, out var known) || known.Score < score || (known.Score == score && string.CompareOrdinal(name, known.Name) < 0))
        {
            _hits[record.Ordinal] = new(record, score, name, explain);
        }
    }
}
