using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Dispositions;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Subscriptions;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Functions.Dispositions;

/// <summary>Answering an alert, and reading its answers. Checked in this order: form (400), visibility of the alert (404), permission (403), state (409).</summary>
public sealed class AlertDispositions(RecordStore records, DispositionStore store, AnswerNotices notices, TimeProvider time)
{
    public async Task<IResult> AnswerAsync(string id, HttpContext context)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var body = await BodyReader.ReadJsonAsync(context.Request, BodyReader.MaxJsonBytes);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var errors = new ErrorList();
        if (DispositionReader.Read(body.Body, errors) is not { } draft)
        {
            return Problems.Invalid(errors);
        }

        var caller = context.GetCaller();
        if (await FindAsync(id, caller, context) is not { } alert)
        {
            return Problems.NotFound();
        }

        if (!DispositionPolicy.MayAnswer(caller, alert))
        {
            return Problems.Forbidden("Authorities answer alerts, and nobody its own.");
        }

        if (alert.Status == RecordStatus.Retracted)
        {
            return Problems.Conflict(ErrorCodes.Retracted, "The alert is retracted.");
        }

        var outcome = await store.AnswerAsync(alert, caller.Agency, draft, context.RequestAborted);
        if (Given(outcome) is { } disposition)
        {
            await TellAsync(alert.Publisher, disposition, context.RequestAborted);
        }

        return Answer(id, outcome);
    }

    /// <summary>The answer is stored by now; who gives it again asks for the same notice once more.</summary>
    private async Task TellAsync(AgencyId institution, Disposition disposition, CancellationToken cancellationToken)
    {
        try
        {
            await notices.SendAsync(institution, disposition, cancellationToken);
        }
        catch (StorageUnavailableException fault)
        {
            throw new StorageUncertainException("the answer was, and the institution is not told of it yet.", fault);
        }
    }

    public async Task<IResult> ListAsync(string id, HttpContext context)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var caller = context.GetCaller();
        if (await FindAsync(id, caller, context) is not { } alert)
        {
            return Problems.NotFound();
        }

        var all = await store.ListAsync(alert, context.RequestAborted);
        var seen = all.Where(disposition => DispositionPolicy.MaySee(caller, alert.Publisher, disposition)).ToList();
        return new JsonAnswer(StatusCodes.Status200OK, writer => WriteList(writer, seen));
    }

    /// <summary>The alert if the caller may see it, after the same reads whether or not there is such a record.</summary>
    private async Task<RecordHeader?> FindAsync(string id, Caller caller, HttpContext context)
    {
        if (!RecordId.TryParse(id, out var recordId) || recordId.Kind != RecordKind.Alert)
        {
            return null;
        }

        context.GetShown().Asked("dispositions", null);
        var stored = await records.GetAsync(recordId, context.RequestAborted);
        if (stored is null || !Visibility.Allows(caller, stored.Latest.Header, stored.Current, Use.Get, time.GetUtcNow()))
        {
            return null;
        }

        context.GetShown().Add(stored.Current.Publisher, recordId);
        return stored.Current;
    }

    /// <summary>Also one that was given before: who gives it again may have had no answer, and the institution no notice.</summary>
    private static Disposition? Given(DispositionOutcome outcome) => outcome switch
    {
        DispositionOutcome.Answered answered => answered.Disposition,
        DispositionOutcome.Unchanged unchanged => unchanged.Disposition,
        _ => null,
    };

    private static IResult Answer(string id, DispositionOutcome outcome) => outcome switch
    {
        DispositionOutcome.Answered answered => new CreatedDisposition($"/api/v1/alerts/{id}/dispositions", answered.Disposition),
        DispositionOutcome.Unchanged unchanged => new JsonAnswer(StatusCodes.Status200OK, writer => Write(writer, unchanged.Disposition, current: true)),
        _ => Problems.Conflict(ErrorCodes.TooMany, $"Your agency has answered this alert {DispositionStore.MaxPerAgency} times, which is the most."),
    };

    private static void WriteList(Utf8JsonWriter writer, List<Disposition> dispositions)
    {
        var newest = dispositions.GroupBy(disposition => disposition.Agency).Select(own => own.Last()).ToHashSet();
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var disposition in dispositions)
        {
            Write(writer, disposition, newest.Contains(disposition));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <param name="current">Whether it is its agency's newest; null: that is not said.</param>
    internal static void Write(Utf8JsonWriter writer, Disposition disposition, bool? current)
    {
        writer.WriteStartObject();
        writer.WriteString("alert", disposition.Alert.ToString());
        writer.WriteString("agency", disposition.Agency.ToString());
        writer.WriteString("answer", Code<DispositionAnswer>.Of(disposition.Answer));
        if (disposition.Note is { } note)
        {
            writer.WriteString("note", note);
        }

        writer.WriteString("answeredAt", Instant.Format(disposition.AnsweredAt));
        if (current is { } isNewest)
        {
            writer.WriteBoolean("current", isNewest);
        }

        writer.WriteEndObject();
    }

    private sealed class CreatedDisposition(string location, Disposition disposition) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => StatusCodes.Status201Created;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return new JsonAnswer(StatusCodes.Status201Created, writer => Write(writer, disposition, current: true)).ExecuteAsync(httpContext);
        }
    }
}
