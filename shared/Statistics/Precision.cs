using InfoShare.Agencies;
using InfoShare.Dispositions;
using InfoShare.Json;

namespace InfoShare.Statistics;

/// <summary>How an institution's alerts of a typology were answered.</summary>
public sealed class Precision(AgencyId publisher, string typology)
{
    /// <summary>Key of the alerts that nobody has answered.</summary>
    public const string Unanswered = "unanswered";

    public AgencyId Publisher { get; } = publisher;

    public string Typology { get; } = typology;

    /// <summary>All of them; its key is the typology.</summary>
    public Cell Alerts { get; } = new(typology);

    /// <summary>By answer, <see cref="Unanswered"/> included.</summary>
    public CellTable Answers { get; } = new();

    /// <summary>Confirmed ones among those confirmed or found false; null where there is neither, or where one of the two is not shown.</summary>
    public double? Share
    {
        get
        {
            var (confirmed, wrong) = (Of(DispositionAnswer.Confirmed), Of(DispositionAnswer.FalsePositive));
            return confirmed.IsSuppressed || wrong.IsSuppressed || confirmed.Records + wrong.Records == 0
                ? null
                : (double)confirmed.Records / (confirmed.Records + wrong.Records);
        }
    }

    public void Add(int merchant, IEnumerable<Disposition> newest)
    {
        Alerts.Add(merchant);
        Answers[Summary(newest)].Add(merchant);
    }

    /// <summary>
    /// What several authorities' newest answers come to: what one of them has confirmed is confirmed; else what one has found false is false;
    /// else it is open, or left at that.
    /// </summary>
    public static string Summary(IEnumerable<Disposition> newest)
    {
        var answers = newest.Select(disposition => disposition.Answer).ToHashSet();
        DispositionAnswer[] byWeight = [DispositionAnswer.Confirmed, DispositionAnswer.FalsePositive, DispositionAnswer.Investigating, DispositionAnswer.NoAction];
        return byWeight.Where(answers.Contains).Select(Code<DispositionAnswer>.Of).FirstOrDefault(Unanswered);
    }

    private Cell Of(DispositionAnswer answer) => Answers.Cells.FirstOrDefault(cell => cell.Key == Code<DispositionAnswer>.Of(answer)) ?? new(Typology);
}
