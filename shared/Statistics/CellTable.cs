namespace InfoShare.Statistics;

/// <summary>The cells of a table, by their keys.</summary>
public sealed class CellTable
{
    private readonly SortedDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    /// <summary>In the order of their keys.</summary>
    public IReadOnlyCollection<Cell> Cells => _cells.Values;

    public Cell this[string key]
    {
        get
        {
            if (!_cells.TryGetValue(key, out var cell))
            {
                _cells.Add(key, cell = new(key));
            }

            return cell;
        }
    }
}
