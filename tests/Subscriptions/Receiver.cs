using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Subscriptions;

/// <summary>What a receiver got.</summary>
internal sealed record Received(string Id, string Signature, DateTimeOffset At, string Path, JsonNode Event)
{
    public string Type => Event["type"]!.GetValue<string>();

    public string Record => Event["data"]!["id"]!.GetValue<string>();
}

/// <summary>A receiver of deliveries in this process.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Received> All { get; } = [];

    /// <summary>How it answers; until it is told otherwise, well.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public Uri Address => new(_app.Urls.First());

    public static async Task<Receiver> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var headers = context.Request.Headers;
            receiver.All.Enqueue(new(headers["webhook-id"].ToString(), headers["webhook-signature"].ToString(), TimeProvider.System.GetUtcNow(), context.Request.Path, JsonNode.Parse(body)!));
            await receiver.Answer(context);
        });
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with a status, and whatever else.</summary>
    public void AnswerWith(int status, Action<HttpResponse>? also = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        also?.Invoke(context.Response);
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
