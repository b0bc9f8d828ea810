using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Functions.Records;

/// <summary>Publishing one record: form, then permission, then state.</summary>
public sealed class RecordPublishing(RecordStore records, AgencyDirectory agencies, RecordAnswers answers)
{
    public async Task<IResult> PublishAsync(RecordKind kind, HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var validate = query.Text("validate");
        if (validate is not (null or "only"))
        {
            query.Errors.Add("validate", ErrorCodes.UnknownCode, "'validate' can be 'only'.");
        }

        if (query.RefuseOthers() is { Count: > 0 } queryErrors)
        {
            return Problems.Invalid(queryErrors);
        }

        var body = await BodyReader.ReadJsonAsync(context.Request, BodyReader.MaxJsonBytes);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var publisher = agencies.Get(context.GetCaller().Agency);
        var errors = new ErrorList();
        var line = RecordReader.ReadLine(body.Body, kind, EnvelopeMembers.Kind, agencies.ContextOf(publisher), errors);
        if (line?.Draft is not { } draft || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        if (RecordPermission.Refuse(context.GetCaller(), publisher, kind) is { } refusal)
        {
            return refusal;
        }

        var command = new RecordCommand.Publish(publisher, draft);
        return validate is null
            ? await answers.AnswerAsync(context, await records.ExecuteAsync(command, context.RequestAborted))
            : await answers.AnswerAsync(context, await records.PreviewAsync(command, context.RequestAborted));
    }
}
