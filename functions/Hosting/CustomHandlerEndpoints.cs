using System.Text.Json;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// The side of the program that the Functions host calls: <c>GET /</c>, by which it sees that the program is up, and
/// <c>POST /{functionName}</c> for each queue and timer. They are outside <c>/api</c>, where all that the host proxies from outside is.
/// </summary>
public static partial class CustomHandlerEndpoints
{
    /// <summary>
    /// Shorter than host.json's functionTimeout, at which the host kills the whole process with everything else that it is doing.
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(9);

    /// <summary>The host's own name for the call, which its log has as well.</summary>
    private const string InvocationHeader = "X-Azure-Functions-InvocationId";

    /// <summary>Never empty: the host would wait for an empty answer's rest until its time-out.</summary>
    private const string Success = """{"Outputs":{},"Logs":null,"ReturnValue":null}""";

    public static void MapCustomHandler(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("InfoShare", context.RequestAborted)).OpenToAll().ExcludeFromDescription();
        foreach (var trigger in app.ServiceProvider.GetServices<QueueTrigger>())
        {
            app.MapTrigger(trigger.Name, (payload, stopping) => HandleMessageAsync(trigger, payload, stopping));
        }

        foreach (var trigger in app.ServiceProvider.GetServices<TimerTrigger>())
        {
            app.MapTrigger(trigger.Name, (_, stopping) => HandleAsync(trigger.Handle(stopping)));
        }
    }

    private static void MapTrigger(this IEndpointRouteBuilder app, string name, Func<JsonElement, CancellationToken, Task<bool>> handle) =>
        app.MapPost($"/{name}", context => InvokeAsync(context, name, handle)).OpenToAll().ExcludeFromDescription();

    private static async Task InvokeAsync(HttpContext context, string name, Func<JsonElement, CancellationToken, Task<bool>> handle)
    {
        if (IsFromOutside(context.Request.Headers))
        {
            await Problems.NotFound().ExecuteAsync(context);
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(Deadline);
        var message = TriggerMessage.None;
        try
        {
            using var payload = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: deadline.Token);
            message = TriggerMessage.Read(payload.RootElement);
            if (await handle(payload.RootElement, deadline.Token))
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(Success, CancellationToken.None);
                return;
            }

            await Problems.Invalid("/Data", "invalid", "This is not what the Functions host sends for a queue's message.").ExecuteAsync(context);
        }
        catch (JsonException)
        {
            await Problems.Invalid("", "invalid-json", "The body is not JSON.").ExecuteAsync(context);
        }
        catch (Exception exception)
        {
            // The host takes every status but 2xx alike: the message comes back, after its receipts are used up into the poison queue.
            var logger = context.RequestServices.GetRequiredService<ILogger<QueueTrigger>>();
            LogFailure(logger, exception, name, context.Request.Headers[InvocationHeader].ToString(), message.Id, message.DequeueCount);
            await new ProblemResult(StatusCodes.Status500InternalServerError, "trigger-failed", $"The handler of {name} failed.").ExecuteAsync(context);
        }
    }

    /// <summary>
    /// The host's reverse proxy puts these on every request from outside, and its own calls carry none of them: a second fence, should
    /// the route prefix ever let outside requests through to here.
    /// </summary>
    private static bool IsFromOutside(IHeaderDictionary headers) =>
        headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("x-ms-invocation-id", StringComparison.OrdinalIgnoreCase));

    private static Task<bool> HandleMessageAsync(QueueTrigger trigger, JsonElement payload, CancellationToken cancellationToken) =>
        TriggerPayload.ReadMessage(payload) is { } message ? HandleAsync(trigger.Handle(message, cancellationToken)) : Task.FromResult(false);

    private static async Task<bool> HandleAsync(Task handling)
    {
        await handling;
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Trigger}: the invocation {Invocation} failed, of message {Message} at receipt {DequeueCount}; the Functions host tries it again.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string trigger, string invocation, string message, string dequeueCount);
}
