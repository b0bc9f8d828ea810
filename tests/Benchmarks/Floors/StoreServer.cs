using InfoShare.Benchmarks.Hub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Benchmarks.Floors;

/// <summary>
/// What publications over HTTP cost at the least: a bare Kestrel endpoint that puts each body into SQLite as one row, grouped with others, and answers when it
/// is durable. It knows nobody, reads nothing of what it stores and tells nobody of it.
/// </summary>
internal static class StoreServer
{
    private static long s_number;

    public static async Task RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton<RawStore>();
        await using var app = builder.Build();
        app.MapPost("/api/v1/sanctions", StoreAsync);
        var store = app.Services.GetRequiredService<RawStore>();
        store.Begin();
        await app.RunAsync();
        store.End();
    }

    private static async Task StoreAsync(HttpContext context)
    {
        var store = context.RequestServices.GetRequiredService<RawStore>();
        var body = new byte[context.Request.ContentLength ?? 0];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        await store.PutAsync(store.IdOf(InventedSanction.Digits(Interlocked.Increment(ref s_number))), body);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.BodyWriter.WriteAsync("{}"u8.ToArray(), context.RequestAborted);
    }
}
