using System.Buffers;
using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Dispositions;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Shapes;
using InfoShare.Statistics;

namespace InfoShare.Functions.Statistics;

/// <summary>Goes through the index once for each answer that is not kept; a few at a time, so that they do not hold up look-ups.</summary>
public sealed class StatisticsAnswers(MerchantIndex index, DispositionStore dispositions, TimeProvider time) : IDisposable
{
    /// <summary>Answers that are worked out at once; others wait.</summary>
    private const int AtOnce = 2;

    private static readonly SequenceIndex Top = new(long.MaxValue);

    private readonly SemaphoreSlim _free = new(AtOnce);

    private readonly KeptAnswers _kept = new(time);

    public async Task<IResult> AlertsAsync(HttpContext context)
    {
        var caller = context.GetCaller();
        var (period, refusal) = PeriodOf(context.Request, caller);
        if (refusal is not null)
        {
            return refusal;
        }

        return await AnswerAsync(context, caller, "alerts", period, async () =>
        {
            var now = time.GetUtcNow();
            var alerts = Visible(caller, RecordKind.Alert).ToList();
            var statistics = AlertStatistics.Of(alerts, await AnswersAsync(alerts, caller, CancellationToken.None), period);
            if (!caller.IsAuthority)
            {
                statistics.SuppressSmallCells();
            }

            return writer => StatisticsJson.Write(writer, statistics, now, withAmounts: caller.IsAuthority);
        });
    }

    public async Task<IResult> SanctionsAsync(HttpContext context)
    {
        var caller = context.GetCaller();
        var (period, refusal) = PeriodOf(context.Request, caller);
        if (refusal is not null)
        {
            return refusal;
        }

        return await AnswerAsync(context, caller, "sanctions", period, () =>
        {
            var now = time.GetUtcNow();
            var statistics = SanctionStatistics.Of(Visible(caller, RecordKind.Sanction), Visible(caller, RecordKind.Alert), period);
            if (!caller.IsAuthority)
            {
                statistics.SuppressSmallCells();
            }

            return Task.FromResult<Action<Utf8JsonWriter>>(writer => StatisticsJson.Write(writer, statistics, now));
        });
    }

    public void Dispose() => _free.Dispose();

    /// <summary>The days that are asked for. Two periods that differ by a day would tell of single merchants, so they are for authorities.</summary>
    private static (StatisticsPeriod Period, ProblemResult? Refusal) PeriodOf(HttpRequest request, Caller caller)
    {
        var query = new QueryReader(request);
        var period = new StatisticsPeriod(Day(query, "from"), Day(query, "until"));
        if (period.Until <= period.From)
        {
            query.Errors.Add("until", ErrorCodes.WrongOrder, "'until' is not after 'from'.");
        }

        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return (period, Problems.Invalid(errors));
        }

        return (period, period.IsAll || caller.IsAuthority ? null : Problems.Forbidden("Authorities alone may ask for a period: two of them could tell of single merchants."));
    }

    private static DateOnly? Day(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateShape.TryParse(text, out var day))
        {
            return day;
        }

        query.Errors.Add(name, ErrorCodes.InvalidDate, $"'{name}' must be a calendar date YYYY-MM-DD.");
        return null;
    }

    /// <summary>What a caller may see depends on its agency as it is, and on its roles.</summary>
    private async Task<IResult> AnswerAsync(HttpContext context, Caller caller, string what, StatisticsPeriod period, Func<Task<Action<Utf8JsonWriter>>> work)
    {
        context.GetShown().Asked("statistics", null);
        var question = string.Create(CultureInfo.InvariantCulture, $"{what} {period.From:O} {period.Until:O} {caller.Agency} {caller.FeedEpoch} {(int)caller.Roles}");
        var answer = await _kept.GetAsync(question, index.Count, () => WorkOutAsync(work)).WaitAsync(context.RequestAborted);
        return new JsonAnswer(StatusCodes.Status200OK, writer => writer.WriteRawValue(answer, skipInputValidation: true));
    }

    /// <summary>Goes on though who asked has gone: others may be waiting for the same.</summary>
    private async Task<byte[]> WorkOutAsync(Func<Task<Action<Utf8JsonWriter>>> work)
    {
        await _free.WaitAsync();
        try
        {
            var write = await Task.Run(work);
            var buffer = new ArrayBufferWriter<byte>(4096);
            await using var writer = new Utf8JsonWriter(buffer, JsonAnswer.Readable);
            write(writer);
            await writer.FlushAsync();
            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>An analyst's are those that the policy shows for statistics; who has a feed alone counts what is its own.</summary>
    private IEnumerable<IndexedRecord> Visible(Caller caller, RecordKind kind)
    {
        var (now, isAnalyst) = (time.GetUtcNow(), caller.Has(Roles.Analyst));
        var filter = new RecordFilter { Kind = kind, Publisher = isAnalyst ? null : caller.Agency };
        return index.View().Newest(Top, filter).Where(record => Visibility.Allows(caller, record.Header, isAnalyst ? Use.Statistics : Use.List, now));
    }

    /// <summary>Each agency's newest answers to these alerts, of those that the caller may see. One range read for each institution.</summary>
    private async Task<ILookup<RecordId, Disposition>> AnswersAsync(IReadOnlyList<IndexedRecord> alerts, Caller caller, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<(RecordId Alert, AgencyId Agency), Disposition>();
        foreach (var publisher in alerts.Select(alert => alert.Header.Publisher).Distinct())
        {
            foreach (var disposition in await dispositions.ListAsync(publisher, cancellationToken))
            {
                if (DispositionPolicy.MaySee(caller, publisher, disposition))
                {
                    newest[(disposition.Alert, disposition.Agency)] = disposition;
                }
            }
        }

        return newest.Values.ToLookup(disposition => disposition.Alert);
    }
}
