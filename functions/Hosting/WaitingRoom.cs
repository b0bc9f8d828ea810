using InfoShare.Functions.Http;

namespace InfoShare.Functions.Hosting;

/// <summary>
/// What listens on the hub's addresses while its store is out of reach: it says that the process is alive, and to all else 503. The Functions
/// host, which would otherwise see the start fail and give up after three, goes on calling.
/// </summary>
internal static class WaitingRoom
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static async Task<WebApplication> OpenAsync(HubOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Listen(options);
        builder.Logging.ClearProviders();
        var room = builder.Build();
        room.Run(AnswerAsync);
        await room.StartAsync(cancellationToken);
        return room;
    }

    private static Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/" or "/health/live" or "/api/v1/health/live" when HttpMethods.IsGet(context.Request.Method) =>
            Alive().ExecuteAsync(context),
        _ => Problems.Unavailable("The hub starts, and its store cannot be reached.", RetryAfter).ExecuteAsync(context),
    };

    private static JsonAnswer Alive() => new(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", "live");
        writer.WriteEndObject();
    });
}
