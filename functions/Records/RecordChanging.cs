using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Functions.Records;

/// <summary>
/// Changing one record. Checked in this order: form of the request (400, 428), visibility (404), permission (403), state (409, 412).
/// </summary>
public sealed class RecordChanging(RecordStore records, AgencyDirectory agencies, RecordAnswers answers, TimeProvider time)
{
    /// <summary>A correction: the whole record anew.</summary>
    public async Task<IResult> CorrectAsync(string id, HttpContext context)
    {
        var form = await ReadFormAsync(id, context);
        if (form.Problem is not null)
        {
            return form.Problem;
        }

        var publisher = agencies.Get(context.GetCaller().Agency);
        var errors = new ErrorList();
        var line = RecordReader.ReadLine(form.Body, form.Id.Kind, EnvelopeMembers.Correction, agencies.ContextOf(publisher), errors);
        if (line?.Draft is not { } draft || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        if ((await FindAsync(form.Id, publisher, context)).Refusal is { } refusal)
        {
            return refusal;
        }

        return records.IdOf(publisher.Id, form.Id.Kind, draft.Reference) == form.Id
            ? await ExecuteAsync(new RecordCommand.Correct(publisher, draft, form.Version, line.Reason), context)
            : Problems.Invalid("/reference", ErrorCodes.Disagrees, "The reference is not this record's; it cannot be changed by a correction.");
    }

    /// <summary>A retraction, reinstatement or repair, with its reason.</summary>
    public async Task<IResult> ChangeAsync(string operation, string id, HttpContext context)
    {
        var form = await ReadFormAsync(id, context);
        if (form.Problem is not null)
        {
            return form.Problem;
        }

        var errors = new ErrorList();
        var reason = RecordReader.ReadReason(form.Body, errors);
        if (reason is null || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var publisher = agencies.Get(context.GetCaller().Agency);
        var (current, refusal) = await FindAsync(form.Id, publisher, context);
        return refusal ?? await ExecuteAsync(CommandOf(operation, publisher, form, current!.Reference, reason), context);
    }

    private static RecordCommand CommandOf(string operation, Agency publisher, Form form, string reference, string reason) => operation switch
    {
        "retract" => new RecordCommand.Retract(publisher, form.Id.Kind, reference, form.Version, reason),
        "reinstate" => new RecordCommand.Reinstate(publisher, form.Id.Kind, reference, form.Version, reason),
        "repair" => new RecordCommand.Repair(publisher, form.Id.Kind, reference, form.Version, reason),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private static async ValueTask<Form> ReadFormAsync(string id, HttpContext context)
    {
        if (new QueryReader(context.Request).RefuseOthers() is { Count: > 0 } errors)
        {
            return new(default, 0, default, Problems.Invalid(errors));
        }

        var body = await BodyReader.ReadJsonAsync(context.Request, BodyReader.MaxJsonBytes);
        if (body.Problem is not null)
        {
            return new(default, 0, default, body.Problem);
        }

        var (version, problem) = Precondition.ReadIfMatch(context.Request);
        if (problem is not null)
        {
            return new(default, 0, default, problem);
        }

        return RecordId.TryParse(id, out var recordId) ? new(recordId, version, body.Body, null) : new(default, 0, default, Problems.NotFound());
    }

    /// <summary>The record that is to be changed, or why it may not be. Visibility before permission: who may not see it learns nothing of whose it is.</summary>
    private async ValueTask<(RecordHeader? Current, ProblemResult? Refusal)> FindAsync(RecordId id, Agency publisher, HttpContext context)
    {
        var caller = context.GetCaller();
        var stored = await records.GetAsync(id, context.RequestAborted);
        if (stored is null || !Visibility.Allows(caller, stored.Latest.Header, stored.Current, Use.Get, time.GetUtcNow()))
        {
            return (null, Problems.NotFound());
        }

        return (stored.Current, stored.Current.Publisher == publisher.Id
            ? RecordPermission.Refuse(caller, publisher, id.Kind)
            : Problems.Forbidden("Only the agency that published a record may change it."));
    }

    private async Task<IResult> ExecuteAsync(RecordCommand command, HttpContext context) =>
        await answers.AnswerAsync(context, await records.ExecuteAsync(command, context.RequestAborted));

    private readonly record struct Form(RecordId Id, int Version, ReadOnlyMemory<byte> Body, ProblemResult? Problem);
}
