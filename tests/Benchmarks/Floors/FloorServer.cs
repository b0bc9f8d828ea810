using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfoShare.Benchmarks.Floors;

/// <summary>The floor of look-ups: a bare Kestrel endpoint that answers the bytes and headers that the hub answered.</summary>
internal static class FloorServer
{
    public static async Task RunAsync(string port, string answerFile)
    {
        var answer = JsonSerializer.Deserialize<FloorAnswer>(await File.ReadAllBytesAsync(answerFile))!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapGet("/api/v1/merchants/{scheme}/{value}", context => AnswerAsync(context, answer));
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context, FloorAnswer answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
    }
}
