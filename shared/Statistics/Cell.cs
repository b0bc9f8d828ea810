namespace InfoShare.Statistics;

/// <summary>One line of a table: records that have something in common.</summary>
/// <param name="Key">What they have in common.</param>
public sealed record Cell(string Key)
{
    /// <summary>How many records.</summary>
    public int Records { get; private set; }

    /// <summary>The sum of their amounts, in tables of amounts.</summary>
    public decimal Sum { get; private set; }

    /// <summary>The merchants that they are of.</summary>
    public HashSet<int> Merchants { get; } = [];

    /// <summary>It must not be shown; see <see cref="SmallCells"/>.</summary>
    public bool IsSuppressed { get; set; }

    public void Add(int merchant, decimal amount = 0)
    {
        Records++;
        Sum += amount;
        Merchants.Add(merchant);
    }
}
