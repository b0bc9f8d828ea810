using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Timeout;

namespace InfoShare.Cli.Hub;

/// <summary>The hub's public API over HTTP: sends, sends again where that helps, and tells refusals in words.</summary>
public sealed class HubClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly HubToken _token;
    private readonly ResiliencePipeline<HttpResponseMessage> _retry;
    private readonly ResiliencePipeline<HttpResponseMessage> _patience;

    /// <param name="hub">The hub's address, without <c>/api/v1</c>.</param>
    /// <param name="onWaiting">Told of every pause before a request is sent again.</param>
    /// <param name="time">The clock of these pauses; null: the system's.</param>
    /// <param name="transport">What carries the requests; null: the network.</param>
    public HubClient(Uri hub, HubToken token, Action<TimeSpan, string> onWaiting, TimeProvider? time = null, HttpMessageHandler? transport = null)
    {
        _http = transport is null ? new() : new(transport);
        _http.BaseAddress = new Uri($"{hub.AbsoluteUri.TrimEnd('/')}/api/v1/");
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.DefaultRequestHeaders.UserAgent.Add(new("infoshare", typeof(HubClient).Assembly.GetName().Version?.ToString(3)));
        _token = token;
        _retry = HubRetry.Pipeline(onWaiting, isPatient: false, time ?? TimeProvider.System);
        _patience = HubRetry.Pipeline(onWaiting, isPatient: true, time ?? TimeProvider.System);
    }

    /// <summary>Whether a token that the hub no longer takes may be followed by another.</summary>
    public bool HasRenewableToken => _token.IsRenewable;

    /// <summary>Sends and gives the answer, its body not yet read; a refusal is an exception.</summary>
    /// <param name="request">Makes the request; called anew for every attempt.</param>
    /// <exception cref="HubRefusedException">No answer, or one that is not 2xx.</exception>
    public Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellation) =>
        SendAsync(request, _retry, cancellation);

    /// <summary>Asks after what the hub has taken and works on. A hub that is away meanwhile, to be started anew, is waited for.</summary>
    /// <param name="path">Below <c>/api/v1/</c>, with its query.</param>
    /// <inheritdoc cref="SendAsync(Func{HttpRequestMessage}, CancellationToken)"/>
    public Task<HttpResponseMessage> AwaitAsync(string path, string accept, CancellationToken cancellation) =>
        SendAsync(() => Get(path, accept), _patience, cancellation);

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, ResiliencePipeline<HttpResponseMessage> retry, CancellationToken cancellation)
    {
        var response = await AnswerAsync(request, retry, cancellation);
        if (response.StatusCode == HttpStatusCode.Unauthorized && _token.Renew())
        {
            response.Dispose();
            response = await AnswerAsync(request, retry, cancellation);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancellation);
            throw new HubRefusedException(
                HubProblem.Describe((int)response.StatusCode, response.ReasonPhrase ?? "", body),
                (int)response.StatusCode,
                isProblem: response.Content.Headers.ContentType?.MediaType == "application/problem+json");
        }
    }

    /// <param name="path">Below <c>/api/v1/</c>, with its query.</param>
    /// <inheritdoc cref="SendAsync(Func{HttpRequestMessage}, CancellationToken)"/>
    public async Task<JsonElement> GetJsonAsync(string path, CancellationToken cancellation)
    {
        using var response = await SendAsync(() => new(HttpMethod.Get, path), cancellation);
        return await ReadJsonAsync(response, cancellation);
    }

    /// <summary>A body that goes on for as long as it is read; dispose it.</summary>
    /// <inheritdoc cref="SendAsync(Func{HttpRequestMessage}, CancellationToken)"/>
    public Task<HttpResponseMessage> GetAsync(string path, string accept, CancellationToken cancellation) =>
        SendAsync(() => Get(path, accept), cancellation);

    /// <summary>Replaces a JSON resource.</summary>
    /// <param name="ifMatch">The ETag of what is replaced, or null.</param>
    /// <inheritdoc cref="SendAsync(Func{HttpRequestMessage}, CancellationToken)"/>
    public async Task<JsonElement> PutJsonAsync(string path, byte[] body, EntityTagHeaderValue? ifMatch, CancellationToken cancellation)
    {
        using var response = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new("application/json");
                if (ifMatch is not null)
                {
                    request.Headers.IfMatch.Add(ifMatch);
                }

                return request;
            },
            cancellation);
        return await ReadJsonAsync(response, cancellation);
    }

    /// <summary>The answer's body.</summary>
    /// <exception cref="HubRefusedException">It is not JSON: whoever answered is no hub.</exception>
    public static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new HubRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode} with something that is not JSON: is it an InfoShare hub?"));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Get(string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return request;
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        Func<HttpRequestMessage> request, ResiliencePipeline<HttpResponseMessage> retry, CancellationToken cancellation)
    {
        try
        {
            return await retry.ExecuteAsync(
                async token =>
                {
                    using var message = request();
                    message.Headers.Authorization = _token.Text is { } text ? new("Bearer", text) : null;
                    return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
                },
                cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new HubRefusedException($"The hub at {_http.BaseAddress} cannot be reached: {HubRetry.Reason(failure)}");
        }
        catch (TimeoutRejectedException)
        {
            throw new HubRefusedException($"The hub at {_http.BaseAddress} did not answer in time.");
        }
    }
}
