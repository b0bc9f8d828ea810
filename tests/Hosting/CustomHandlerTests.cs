using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using InfoShare.Functions.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Hosting;

/// <summary>Posts to a real program what the Functions host posts: payloads captured from it, double encoding and all.</summary>
public sealed class CustomHandlerTests : IAsyncLifetime
{
    private const string Captured = """
        {"Data":{"queue":"\"hello!!\""},
         "Metadata":{"DequeueCount":"1","ExpirationTime":"2025-02-25T03:06:19+00:00","Id":"\"52d53c5f-e212-487e-998b-abbe3b9d51e4\"",
          "InsertionTime":"2025-02-18T03:06:19+00:00","NextVisibleTime":"2025-02-18T03:16:20+00:00","PopReceipt":"\"MThGZWIyMDI1MDM6MDY6MjA3NjM1\"",
          "sys":{"MethodName":"queue","RandGuid":"e59556b5-892a-4465-a19d-4396f0978dab","UtcNow":"2025-02-18T03:06:20.7562691Z"}}}
        """;

    private const string CapturedJson = """
        {"Data":{"item":"\"{\\\"a\\\":1,\\\"s\\\":\\\"hé \\\\\\\"q\\\\\\\"\\\"}\""},"Metadata":{"DequeueCount":"1","a":"\"1\"","sys":{}}}
        """;

    private const string CapturedTimer = """
        {"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-09-24T13:08:00.0096035+00:00",
          "Next":"2026-09-24T13:09:00+00:00","LastUpdated":"2026-09-24T13:08:00.0096035+00:00"},"IsPastDue":false}},"Metadata":{"sys":{}}}
        """;

    private readonly ConcurrentQueue<string> _handled = new();

    private readonly KeptLog _log = new();

    private WebApplication _app = null!;

    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _app = await StartAsync(customHandler: true);
        _client = new() { BaseAddress = new(_app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_Root_Answers_At_Once()
    {
        using var answer = await _client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(Captured, "hello!!")]
    [InlineData(CapturedJson, """{"a":1,"s":"hé \"q\""}""")]
    [InlineData("""{"Data":{"item":"{\"a\":1}"},"Metadata":{}}""", """{"a":1}""")]
    [InlineData("""{"Data":{"item":{"a":1}},"Metadata":{}}""", """{"a":1}""")]
    [InlineData("""{"Data":{"item":"plain"}}""", "plain")]
    [InlineData("""{"Data":{"item":"\"half"}}""", "\"half")]
    public async Task A_Message_Reaches_Its_Handler_As_It_Was_Sent(string payload, string message)
    {
        using var answer = await PostAsync("work", payload);
        await AssertSuccessAsync(answer);
        Assert.Equal(message, Assert.Single(_handled));
    }

    [Fact]
    public async Task A_Timer_Reaches_Its_Handler()
    {
        using var answer = await PostAsync("tick", CapturedTimer);
        await AssertSuccessAsync(answer);
        Assert.Equal("tick", Assert.Single(_handled));
    }

    [Fact]
    public async Task A_Handler_That_Throws_Is_500_With_A_Body()
    {
        using var answer = await PostAsync("work", """{"Data":{"item":"\"throw\""},"Metadata":{}}""");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("trigger-failed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>By these an operator finds in the host's log what a poison message failed of.</summary>
    [Fact]
    public async Task A_Failure_Is_Logged_With_The_Hosts_Invocation_And_The_Messages_Id_And_Receipt()
    {
        const string Payload = """{"Data":{"item":"\"throw\""},"Metadata":{"DequeueCount":"5","Id":"\"52d53c5f-e212-487e-998b-abbe3b9d51e4\""}}""";
        using var answer = await PostAsync("work", Payload);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var line = Assert.Single(_log.Lines);
        Assert.StartsWith(
            "work: the invocation 0e6cb0b8-8d44-4b5a-a6f5-6b9ddc3b0c10 failed, of message 52d53c5f-e212-487e-998b-abbe3b9d51e4 at receipt 5;", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":null}""")]
    [InlineData("""{"Data":{}}""")]
    [InlineData("""{"Data":{"item":5}}""")]
    [InlineData("""{"Data":{"item":"\ud800"}}""")]
    [InlineData("""{"Data":{},"Metadata":{"Id":"\ud800"}}""")]
    public async Task A_Payload_Of_Another_Shape_Is_Refused(string payload)
    {
        using var answer = await PostAsync("work", payload);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_handled);
    }

    [Theory]
    [InlineData("x-ms-invocation-id")]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-host")]
    [InlineData("X-Forwarded-Anything")]
    public async Task A_Request_That_Came_Through_The_Proxy_Finds_Nothing(string header)
    {
        foreach (var name in new[] { "work", "tick" })
        {
            using var answer = await PostAsync(name, Captured, header);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Empty(_handled);
    }

    [Fact]
    public async Task Standing_Alone_There_Are_No_Such_Endpoints()
    {
        await using var app = await StartAsync(customHandler: false);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        using var content = new StringContent(Captured);
        using var answer = await client.PostAsync(new Uri("/work", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task AssertSuccessAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"Outputs":{},"Logs":null,"ReturnValue":null}""", await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(string name, string payload, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{name}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(payload));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        request.Headers.Add("X-Azure-Functions-InvocationId", "0e6cb0b8-8d44-4b5a-a6f5-6b9ddc3b0c10");
        request.Headers.UserAgent.ParseAdd("Azure-Functions-Host/4.1052.100");
        if (header is not null)
        {
            request.Headers.Add(header, "1");
        }

        return await _client.SendAsync(request);
    }

    private async Task<WebApplication> StartAsync(bool customHandler)
    {
        int? port = customHandler ? 1 : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services
            .AddRouting()
            .AddSingleton<InfoShare.Storage.IQueues>(new ClockedQueues(TimeProvider.System))
            .AddSingleton(new QueueTrigger("work", "work", HandleAsync))
            .AddSingleton(new TimerTrigger("tick", "0 0 0 * * *", stopping => HandleAsync("tick", stopping)))
            .AddTriggers(port);
        var app = builder.Build();
        app.MapTriggers(port);
        await app.StartAsync();
        return app;
    }

    private Task HandleAsync(string message, CancellationToken cancellationToken)
    {
        _handled.Enqueue(message);
        return message == "throw" ? throw new InvalidOperationException("No.") : Task.CompletedTask;
    }
}
