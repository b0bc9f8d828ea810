namespace InfoShare.Statistics;

/// <summary>Amounts by something and currency.</summary>
public sealed class AmountTable
{
    private readonly SortedDictionary<(string Key, string Currency), Cell> _cells = new(Comparer<(string Key, string Currency)>.Create(
        (left, right) => string.CompareOrdinal(left.Key, right.Key) is not 0 and var order ? order : string.CompareOrdinal(left.Currency, right.Currency)));

    /// <summary>In the order of their keys and currencies.</summary>
    public IEnumerable<(string Key, string Currency, Cell Cell)> Cells => _cells.Select(cell => (cell.Key.Key, cell.Key.Currency, cell.Value));

    public Cell this[string key, string currency]
    {
        get
        {
            if (!_cells.TryGetValue((key, currency), out var cell))
            {
                _cells.Add((key, currency), cell = new(key));
            }

            return cell;
        }
    }
}
