using FsCheck;
using FsCheck.Fluent;
using InfoShare.Statistics;

namespace InfoShare.Tests.Statistics;

public sealed class SmallCellsTests
{
    [Theory]
    [InlineData("5,4,3", "")]
    [InlineData("5,4,2", "2,4")]
    [InlineData("5,1,1", "1,1,5")]
    [InlineData("5,2,2", "2,2")]
    [InlineData("2", "2")]
    [InlineData("3", "")]
    [InlineData("9,8,7,1", "1,7")]
    [InlineData("", "")]
    public void Small_Cells_Are_Hidden_And_As_Many_More_As_Would_Give_Them_Away(string merchants, string hidden)
    {
        var cells = CellsOf([.. merchants.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]);
        SmallCells.Suppress(cells);
        Assert.Equal(hidden, string.Join(',', cells.Where(cell => cell.IsSuppressed).Select(cell => cell.Merchants.Count).Order()));
    }

    /// <summary>Whoever has the total and the shown cells knows no more of the hidden ones than their sum, which is of several cells and of enough merchants.</summary>
    [Fact]
    public void No_Hidden_Cell_Can_Be_Worked_Out()
    {
        var sizes = Gen.Choose(1, 6).ArrayOf().Resize(8).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(sizes, counts =>
        {
            var cells = CellsOf(counts);
            SmallCells.Suppress(cells);
            var hidden = cells.Where(cell => cell.IsSuppressed).ToList();
            return cells.Where(cell => !cell.IsSuppressed).All(cell => cell.Merchants.Count >= SmallCells.MinMerchants)
                && (hidden.Count == 0 || hidden.Count == cells.Count || (hidden.Count >= 2 && hidden.Sum(cell => cell.Merchants.Count) >= SmallCells.MinMerchants));
        }));
    }

    /// <summary>Merchants in several cells count once: two cells of the same two merchants are of two together.</summary>
    [Fact]
    public void Merchants_That_Two_Hidden_Cells_Share_Count_Once()
    {
        var cells = CellsOf([5]).Append(Cell("x", [100, 101])).Append(Cell("y", [100, 101])).ToList();
        SmallCells.Suppress(cells);
        Assert.All(cells, cell => Assert.True(cell.IsSuppressed));
    }

    private static List<Cell> CellsOf(int[] merchants) =>
        [.. merchants.Select((count, number) => Cell($"c{number}", Enumerable.Range(number * 10, count)))];

    private static Cell Cell(string key, IEnumerable<int> merchants)
    {
        var cell = new Cell(key);
        foreach (var merchant in merchants)
        {
            cell.Add(merchant);
        }

        return cell;
    }
}
