using InfoShare.Screening;

namespace InfoShare.Benchmarks.Screening;

/// <summary>All names of the alias file and the list, under their entities, in an index.</summary>
internal sealed class AliasCorpus
{
    public AliasCorpus()
    {
        Names = [.. TestData.Aliases().Select(alias => (alias.Entity, alias.Name)).Concat(TestData.List()).Distinct()];
        for (var at = 0; at < Names.Count; at++)
        {
            Index.Add(at, Names[at].Name);
        }
    }

    public List<(string Entity, string Name)> Names { get; }

    public NameIndex Index { get; } = new();

    /// <summary>The best hits, as a screening ranks them; every name is visible.</summary>
    public List<(string Entity, double Score)> Find(string name, int limit)
    {
        var best = new Dictionary<int, double>();
        foreach (var asked in NameVariants.Of(name).Where(parsed => parsed.Words.Length > 0))
        {
            var known = new KnownWords(Index);
            var (compared, most) = (0, 0f);
            NameFinder.Find(Index, asked, (found, worth) =>
            {
                most = Math.Max(most, worth);
                if (compared >= MerchantScreening.EnoughCompared && worth < MerchantScreening.MuchLess * most)
                {
                    return false;
                }

                var score = NameComparison.Compare(asked, Index.Name(found, known), persons: false, explain: false, known).Score;
                var record = Index.Record(found);
                best[record] = Math.Max(score, best.GetValueOrDefault(record));
                return ++compared < MerchantScreening.MaxCompared;
            });
        }

        return [.. best.OrderByDescending(each => each.Value).ThenByDescending(each => each.Key).Take(limit).Select(each => (Names[each.Key].Entity, each.Value))];
    }
}
