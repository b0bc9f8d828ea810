namespace InfoShare.Benchmarks.Screening;

internal sealed record Quality(double F1, double Precision, double Recall, double FalsePositives)
{
    public static Quality Of(IEnumerable<(bool IsMatch, bool IsHit)> cases)
    {
        var all = cases.ToList();
        double Count(bool match, bool hit) => all.Count(each => each == (match, hit));
        var (right, wrong, missed, left) = (Count(true, true), Count(false, true), Count(true, false), Count(false, false));
        return new(2 * right / ((2 * right) + wrong + missed), right / (right + wrong), right / (right + missed), wrong / (wrong + left));
    }
}
