using System.Globalization;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>What a caller is told of a command's outcome.</summary>
public sealed class RecordAnswers(VisibleWait wait)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async Task<IResult> AnswerAsync(HttpContext context, RecordOutcome outcome)
    {
        context.GetShown().Asked(outcome.GetType().Name.ToLowerInvariant(), null, outcome.Id.ToString());
        switch (outcome)
        {
            case RecordOutcome.Done done:
                await wait.HonourAsync(context, done.Id, done.Version);
                context.Response.Headers.ETag = Precondition.ETag(done.Version);
                context.Response.Headers.Location = Location(done.Id);
                return Json(done.Version == 1 ? StatusCodes.Status201Created : StatusCodes.Status200OK, done.Id, done.Version, Code<RecordChange>.Of(done.Change));
            case RecordOutcome.Unchanged unchanged:
                await wait.HonourAsync(context, unchanged.Id, unchanged.CurrentVersion);
                context.Response.Headers.ETag = Precondition.ETag(unchanged.CurrentVersion);
                context.Response.Headers.ContentLocation = Location(unchanged.Id);
                return Json(StatusCodes.Status200OK, unchanged.Id, unchanged.Version, "unchanged", unchanged.CurrentVersion);
            case RecordOutcome.WouldBeDone would:
                return Json(StatusCodes.Status200OK, would.Id, would.Version, "valid");
            default:
                return Refusal(outcome);
        }
    }

    private static ProblemResult Refusal(RecordOutcome outcome) => outcome switch
    {
        RecordOutcome.Conflict conflict => Problems.Conflict(
            ErrorCodes.AlreadyPublished,
            WayOn(conflict),
            Location(conflict.Id)),
        RecordOutcome.Missing => Problems.NotFound(),
        RecordOutcome.Stale stale => Problems.Stale(string.Create(
            CultureInfo.InvariantCulture, $"The current version is {stale.CurrentVersion}: read it, and send its ETag.")),
        RecordOutcome.Refused refused => Problems.Conflict(refused.Code, refused.Message),
        RecordOutcome.Unknown => Problems.Unavailable(
            "The store did not say whether the record was stored. Send the same request again: it cannot be stored twice.", RetryAfter),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string WayOn(RecordOutcome.Conflict conflict) => conflict.IsRetracted
        ? string.Create(CultureInfo.InvariantCulture, $"A record is retracted under this reference, as of version {conflict.CurrentVersion}. To publish it again: POST {Location(conflict.Id)}/reinstate with If-Match: \"{conflict.CurrentVersion}\", then correct it.")
        : string.Create(CultureInfo.InvariantCulture, $"Other content is published under this reference, in version {conflict.CurrentVersion}. To change it: PUT {Location(conflict.Id)} with If-Match: \"{conflict.CurrentVersion}\".");

    private static JsonAnswer Json(int status, RecordId id, int version, string outcome, int? currentVersion = null) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", id.ToString());
        writer.WriteNumber("version", version);
        writer.WriteString("outcome", outcome);
        if (currentVersion > version)
        {
            writer.WriteNumber("supersededBy", currentVersion.Value);
        }

        writer.WriteString("href", Location(id));
        writer.WriteEndObject();
    });

    private static string Location(RecordId id) => $"/api/v1/records/{id}";
}
