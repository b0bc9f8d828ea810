using System.Text.Json.Nodes;

namespace InfoShare.Tests.Visible;

/// <summary>How many sanctions and alerts there are, and of how many merchants: as many as the caller may see.</summary>
internal sealed class StatisticsQuestions(Inquiry inquiry, IReadOnlyList<GivenRecord> all)
{
    private readonly List<GivenRecord> _seen = [.. all.Where(record => !record.IsRetracted && inquiry.Sees(record, Oracle.Asking.Many))];

    private readonly bool _isAnalyst = Oracle.Effective(inquiry.Caller).Contains("analyst");

    public async Task AskAsync()
    {
        var sanctions = _seen.Where(record => record.Kind == "sanction").ToList();
        var alerts = _seen.Where(record => record.Kind == "alert" && (_isAnalyst || record.Publisher == inquiry.Caller.Agency.Id)).ToList();
        if (await inquiry.GetAsync("statistics/sanctions", Oracle.Asking.Many, _isAnalyst) is { } ofSanctions)
        {
            Expect("sanctions", sanctions, ofSanctions, "byMeasure", "byCategory");
            var alerted = alerts.SelectMany(Followed).ToHashSet();
            var afterAlert = sanctions.Count(sanction => Followed(sanction).Any(alerted.Contains));
            inquiry.Expect("statistics/sanctions", "sanctions after an alert", afterAlert, (int)ofSanctions["fromAlertToSanction"]!["sanctions"]!);
        }

        if (await inquiry.GetAsync("statistics/alerts", Oracle.Asking.Many, _isAnalyst || Oracle.Effective(inquiry.Caller).Contains("feed")) is { } ofAlerts)
        {
            Expect("alerts", alerts, ofAlerts, "byTypology", "byMonth", "amounts");
            var byPublisher = alerts.GroupBy(alert => alert.Publisher).Select(own => Shown(own.Count(), MerchantsOf(own)));
            inquiry.Expect("statistics/alerts", "alerts by publisher", byPublisher, Counts(ofAlerts["precision"], "alerts"));
        }
    }

    /// <summary>All records of a kind are of one measure, category, typology, month and currency: each table has one cell, of all of them.</summary>
    private void Expect(string kind, List<GivenRecord> records, JsonNode answer, params string[] tables)
    {
        var expected = Shown(records.Count, MerchantsOf(records));
        inquiry.Expect($"statistics/{kind}", "the total", [expected], Counts(new JsonArray(answer.DeepClone()), kind));
        foreach (var table in tables)
        {
            inquiry.Expect($"statistics/{kind}", table, records.Count == 0 ? [] : [expected], Counts(answer[table], kind));
        }
    }

    /// <summary>To whom is no authority a count of one or two merchants is not told.</summary>
    private string Shown(int records, int merchants) =>
        inquiry.Caller.Agency.Kind is "payment-institution" && merchants is 1 or 2 ? "suppressed" : $"{records} of {merchants}";

    private static IEnumerable<string> Counts(JsonNode? cells, string kind) =>
        cells!.AsArray().Select(cell => cell!["suppressed"] is null ? $"{cell[kind]} of {cell["merchants"]}" : "suppressed");

    private static int MerchantsOf(IEnumerable<GivenRecord> records) => new MerchantOracle([.. records], _ => true, _ => false).MerchantsOf(_ => true).Count();

    private static IEnumerable<GivenIdentifier> Followed(GivenRecord record) => record.Identifiers.Where(identifier => !identifier.Unverified && identifier.Scheme != "domain");
}
