using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Feed;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Sequencing;
using InfoShare.Submissions;
using Microsoft.AspNetCore.Http.Features;

namespace InfoShare.Functions.Submissions;

/// <summary>Bulk publication: take in, show, cancel. Another agency's submission is not found.</summary>
public static class SubmissionEndpoints
{
    private const int HashLength = 64;

    private const Roles Submitters = Roles.Publisher | Roles.Feed;

    public static void MapSubmissions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/submissions", SubmitAsync).RequireRoles(Submitters).WithName("submit").WithTags("Submissions")
            .WithSummary("Submit many records")
            .WithDescription("NDJSON, or CSV with `kind`; gzip allowed. The input is stored and queued, and its lines are published one by one, each with an outcome of its own. A CSV whose first row names a column that there is not is refused at once. Sending the same input again is harmless: what is there already comes to nothing.");
        api.MapGet("/submissions", ListAsync).RequireRoles(Submitters).WithName("listSubmissions").WithTags("Submissions")
            .WithSummary("List one's own submissions")
            .WithDescription("The agency's submissions, newest first; `next` is the cursor of the following page, absent on the last. With `message` (a feed message's jti) the one that tells what became of that message, or nothing yet; with `messageSha256`, as the sending answered it, of that very message, though others had its jti before.");
        api.MapGet("/submissions/{id}", GetAsync).RequireRoles(Submitters).WithName("getSubmission").WithTags("Submissions")
            .WithSummary("See how far a submission has come")
            .WithDescription("Its status, and how many lines had which outcome so far. Another agency's submission is not found.");
        api.MapGet("/submissions/{id}/outcomes", OutcomesAsync).RequireRoles(Submitters).WithName("listOutcomes").WithTags("Submissions")
            .WithSummary("See what became of each line")
            .WithDescription("The outcomes in the order of the lines, those of one `result` if it is given. With `Accept: application/x-ndjson` all of them in one answer.");
        api.MapGet("/submissions/{id}/rejected", RejectedAsync).RequireRoles(Submitters).WithName("listRejectedLines").WithTags("Submissions")
            .WithSummary("Get one's rejected lines back")
            .WithDescription("The rejected lines as they were sent, in the submission's own format, each with what is wrong with it: to be mended and sent again.");
        api.MapDelete("/submissions/{id}", CancelAsync).RequireRoles(Submitters).WithName("cancelSubmission").WithTags("Submissions")
            .WithSummary("Stop a submission")
            .WithDescription("Lines that are published stay published; the batch that is being committed still is. A finished submission stays as it is.");
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, SubmissionIntake intake, SubmissionOptions options)
    {
        var (upload, refusal) = UploadHeaders.Read(context.Request, context.GetCaller());
        if (upload is null)
        {
            return refusal!;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxUploadBytes;
        }

        try
        {
            return Answer(await intake.AcceptAsync(upload, context.Request.Body, context.RequestAborted));
        }
        catch (InputTooLargeException tooLarge)
        {
            return Problems.TooLarge(string.Create(CultureInfo.InvariantCulture, $"An upload has at most {tooLarge.Limit} bytes; split it, or compress it."));
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problems.TooLarge(string.Create(CultureInfo.InvariantCulture, $"An upload has at most {options.MaxUploadBytes} bytes; split it, or compress it."));
        }
        catch (IncompleteInputException)
        {
            return Problems.Invalid("Content-Length", ErrorCodes.InvalidLength, "The upload ended before all of it had come; nothing of it is kept.");
        }
    }

    private static IResult Answer(IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Accepted accepted => new WrittenJson(
            202, writer => SubmissionView.Write(accepted.Submission, writer), $"/api/v1/submissions/{accepted.Submission.Id}"),
        IntakeOutcome.Refused refused => Problems.Invalid(refused.Errors),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static async Task<IResult> ListAsync(HttpContext context, SubmissionStore submissions, FeedReceipts receipts, SubmissionCursors cursors)
    {
        var (query, caller) = (new QueryReader(context.Request), context.GetCaller());
        var limit = query.Number("limit", 1, 500, 50);
        var cursor = query.Text("cursor", Cursors.MaxLength);
        var (message, hash) = (query.Text("message", FeedLimits.MaxId), query.Text("messageSha256", HashLength));
        if (hash is not null && (hash.Length != HashLength || !hash.All(char.IsAsciiHexDigitLower)))
        {
            query.Errors.Add("messageSha256", ErrorCodes.InvalidHash, "'messageSha256' must be 64 hexadecimal digits in lower case, as the sending answered them.");
        }

        if (query.RefuseOthers().Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }

        if (message is not null)
        {
            return Page(await OfMessageAsync(caller.Agency, message, hash, submissions, receipts, context.RequestAborted), SubmissionView.Write, null);
        }

        var (after, refusal) = cursors.ReadSubmission(cursor, caller);
        if (refusal is not null)
        {
            return refusal;
        }

        var found = await submissions.ListAsync(caller.Agency, after, limit + 1, context.RequestAborted);
        return Page([.. found.Take(limit)], SubmissionView.Write, found.Count > limit ? cursors.WriteSubmission(caller, found[limit - 1].Id) : null);
    }

    private static async Task<IReadOnlyList<Submission>> OfMessageAsync(
        AgencyId agency, string message, string? hash, SubmissionStore submissions, FeedReceipts receipts, CancellationToken cancellationToken)
    {
        foreach (var id in await receipts.FindAsync(agency, message, hash, cancellationToken))
        {
            if (await submissions.FindAsync(agency, id, cancellationToken) is { Submission: var found })
            {
                return [found];
            }
        }

        return [];
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, SubmissionStore submissions) =>
        QueryReader.RefuseAll(context.Request) is { } refusal ? refusal : Show(await FindAsync(context, id, submissions));

    private static async Task<IResult> OutcomesAsync(HttpContext context, string id, SubmissionStore submissions, OutcomeReader reader, SubmissionCursors cursors)
    {
        var (query, caller) = (new QueryReader(context.Request), context.GetCaller());
        var limit = query.Number("limit", 1, 500, 50);
        var cursor = query.Text("cursor", Cursors.MaxLength);
        var result = query.Code<LineResult>("result");
        if (query.RefuseOthers().Count > 0)
        {
            return Problems.Invalid(query.Errors);
        }

        var (after, refusal) = cursors.ReadLine(cursor, caller, id, result);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await FindAsync(context, id, submissions) is not { } submission)
        {
            return Problems.NotFound();
        }

        var outcomes = reader.ReadAsync(submission, result, after, context.RequestAborted);
        if (context.Request.Headers.Accept.ToString().Contains("application/x-ndjson", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(stream => WriteAllAsync(outcomes, stream), "application/x-ndjson");
        }

        var page = await outcomes.Take(limit + 1).ToListAsync(context.RequestAborted);
        var next = page.Count > limit ? cursors.WriteLine(caller, id, result, page[limit - 1].Line) : null;
        return Page([.. page.Take(limit)], WriteOutcome, next);
    }

    private static async Task<IResult> RejectedAsync(HttpContext context, string id, SubmissionStore submissions, RejectedRows rejected)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        return await FindAsync(context, id, submissions) is { } submission
            ? Results.Stream(
                stream => rejected.WriteAsync(submission, stream, context.RequestAborted),
                submission.Format == SubmissionFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson")
            : Problems.NotFound();
    }

    private static async Task<IResult> CancelAsync(HttpContext context, string id, SubmissionCancellation cancellation) =>
        QueryReader.RefuseAll(context.Request) is { } refusal ? refusal : Show(SubmissionId.TryParse(id, out _) ? await cancellation.CancelAsync(context.GetCaller().Agency, id, context.RequestAborted) : null);

    private static async Task<Submission?> FindAsync(HttpContext context, string id, SubmissionStore submissions) =>
        SubmissionId.TryParse(id, out _) ? (await submissions.FindAsync(context.GetCaller().Agency, id, context.RequestAborted))?.Submission : null;

    private static IResult Show(Submission? submission) =>
        submission is null ? Problems.NotFound() : new WrittenJson(200, writer => SubmissionView.Write(submission, writer));

    private static void WriteOutcome(LineOutcome outcome, Utf8JsonWriter writer) =>
        JsonSerializer.Serialize(writer, outcome, SubmissionJson.Default.LineOutcome);

    private static async Task WriteAllAsync(IAsyncEnumerable<LineOutcome> outcomes, Stream stream)
    {
        await foreach (var outcome in outcomes)
        {
            await JsonSerializer.SerializeAsync(stream, outcome, SubmissionJson.Default.LineOutcome);
            await stream.WriteAsync("\n"u8.ToArray());
        }
    }

    private static WrittenJson Page<T>(IReadOnlyList<T> items, Action<T, Utf8JsonWriter> write, string? next) => new(200, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var item in items)
        {
            write(item, writer);
        }

        writer.WriteEndArray();
        if (next is not null)
        {
            writer.WriteString("next", next);
        }

        writer.WriteEndObject();
    });
}
