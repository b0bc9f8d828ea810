namespace InfoShare.Statistics;

/// <summary>
/// Hides the cells of a table that tell of fewer than <see cref="MinMerchants"/> merchants, and as many more as are needed so that none of them
/// can be worked out from a total and the cells that are shown: of the hidden ones there are then at least two, and together they are of at
/// least <see cref="MinMerchants"/> merchants. The smallest are hidden first. The choice depends on the counts alone, so tables with the same
/// cells hide the same. Two tables of different days, between which one record came, tell of that record to who knows nothing else: those for
/// whom cells are hidden count their own alerts alone, which they know, with answers that they may read one by one.
/// </summary>
public static class SmallCells
{
    public const int MinMerchants = 3;

    /// <summary>Marks the cells to hide. Cells without records tell of nobody, and are not in a table.</summary>
    public static void Suppress(IReadOnlyCollection<Cell> table)
    {
        var bySize = table.Where(cell => cell.Records > 0)
            .OrderBy(cell => cell.Merchants.Count).ThenBy(cell => cell.Records).ThenBy(cell => cell.Key, StringComparer.Ordinal).ToList();
        var hidden = bySize.TakeWhile(cell => cell.Merchants.Count < MinMerchants).Count();
        while (hidden > 0 && hidden < bySize.Count && (hidden == 1 || MerchantsOf(bySize.Take(hidden)) < MinMerchants))
        {
            hidden++;
        }

        foreach (var cell in bySize.Take(hidden))
        {
            cell.IsSuppressed = true;
        }
    }

    private static int MerchantsOf(IEnumerable<Cell> cells) => cells.SelectMany(cell => cell.Merchants).Distinct().Count();
}
