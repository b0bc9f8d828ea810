using InfoShare.AccessLog;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Functions.AccessLog;

/// <summary>
/// Runs a request and writes its entry: behind the answer for most, before it for one that states a purpose. A write that succeeded is
/// accounted for by the version that it made, and has no entry unless its endpoint told one.
/// </summary>
public sealed class RequestLog(AccessLogWriter writer, TimeProvider time)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>False: nothing more can be logged for now, so nothing may be answered.</summary>
    public bool HasRoom => writer.HasRoom;

    public static ProblemResult Unavailable() => Problems.Unavailable("The access log cannot be written just now, and nothing is shown without it.", RetryAfter);

    /// <summary>Runs <paramref name="answer"/> and keeps its entry.</summary>
    public async Task RunAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        var at = time.GetUtcNow();
        try
        {
            await answer(context);
        }
        catch (Exception exception)
        {
            Append(context, at, ErrorEdge.StatusOf(exception, context));
            throw;
        }

        Append(context, at, context.Response.StatusCode);
    }

    /// <summary>Runs <paramref name="answer"/>, and sends nothing of it before its entry is durable.</summary>
    public async Task RunDurablyAsync(HttpContext context, Func<HttpContext, Task> answer)
    {
        var at = time.GetUtcNow();
        var body = context.Response.Body;
        var logged = 0;
        await using var held = new HeldStream(body, () =>
        {
            logged = context.GetShown().Records.Count;
            return writer.AppendDurablyAsync(Entry(context, at, context.Response.StatusCode, 0));
        });
        context.Response.Body = held;
        try
        {
            await RunAsHeldAsync(context, answer, held, at);
            if (context.GetShown().Records.Count > logged)
            {
                await writer.AppendDurablyAsync(Entry(context, at, context.Response.StatusCode, logged));
            }
        }
        catch (StorageUnavailableException) when (!held.IsReleased)
        {
            context.Response.Body = body;
            context.Response.Clear();
            await Unavailable().ExecuteAsync(context);
        }
        finally
        {
            context.Response.Body = body;
        }
    }

    private static async Task CompleteAsync(HttpContext context, HeldStream held)
    {
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        if (!held.IsReleased)
        {
            await held.ReleaseAsync(context.RequestAborted);
        }
    }

    private async Task RunAsHeldAsync(HttpContext context, Func<HttpContext, Task> answer, HeldStream held, DateTimeOffset at)
    {
        try
        {
            await answer(context);
        }
        catch (Exception exception) when (!held.IsReleased)
        {
            // The entry stands before the fault is told, as before any other answer.
            await writer.AppendDurablyAsync(Entry(context, at, ErrorEdge.StatusOf(exception, context), 0));
            throw;
        }

        await CompleteAsync(context, held);
    }

    private void Append(HttpContext context, DateTimeOffset at, int status)
    {
        var shown = context.Features.Get<Shown>();
        var isWrite = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        if (!isWrite || status >= StatusCodes.Status400BadRequest || shown is { What: not null } or { Records.Count: > 0 })
        {
            writer.Append(Entry(context, at, status, 0));
        }
    }

    private static AccessEntry Entry(HttpContext context, DateTimeOffset at, int status, int from)
    {
        var caller = context.GetCaller();
        var shown = context.Features.Get<Shown>();
        IReadOnlyList<(AgencyId, RecordId)> records = shown?.Records ?? [];
        return new(
            at,
            caller.IsAnonymous ? context.Features.Get<RefusedAgency>()?.Agency : caller.Agency,
            caller,
            context.Request.Method,
            context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName,
            shown?.What,
            shown?.Target,
            shown?.Values ?? [],
            from == 0 ? records : [.. records.Skip(from)],
            status);
    }
}
