using InfoShare.Merchants;
using InfoShare.Text;

namespace InfoShare.Statistics;

/// <summary>
/// How many merchants some records are about: records that share a verified identifier of a followed scheme, or a whole name, are of one. Two
/// merchants of one name count as one, so that a count never tells of more merchants than there are: who relies on it to hide small numbers
/// hides too much rather than too little.
/// </summary>
public sealed class MerchantGroups
{
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);

    private readonly List<int> _parents = [];

    /// <summary>Takes in a record; answers its number, which <see cref="Find"/> understands once all are in.</summary>
    public int Add(IndexedRecord record)
    {
        var number = _parents.Count;
        _parents.Add(number);
        foreach (var key in FollowedIdentifiers.Of(record))
        {
            Join(number, key);
        }

        foreach (var name in record.Names)
        {
            Join(number, "=" + string.Join(' ', NameTokens.Of(name.ToString())));
        }

        return number;
    }

    /// <summary>The merchant that a record is of: equal for two records of one.</summary>
    public int Find(int number)
    {
        while (_parents[number] != number)
        {
            number = _parents[number] = _parents[_parents[number]];
        }

        return number;
    }

    private void Join(int number, string key)
    {
        if (_byKey.TryAdd(key, number))
        {
            return;
        }

        var (one, other) = (Find(number), Find(_byKey[key]));
        _parents[Math.Max(one, other)] = Math.Min(one, other);
    }
}
