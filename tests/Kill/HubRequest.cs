using System.Net;

namespace InfoShare.Tests.Kill;

/// <summary>A request to a hub that may be killed before, while and after it answers: repeated until there is an answer.</summary>
internal static class HubRequest
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="client">Asks the hub.</param>
    /// <param name="request">Makes the request, anew for every attempt.</param>
    public static async Task<HubAnswer> SendAsync(HttpClient client, Func<HttpRequestMessage> request)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                using var message = request();
                using var response = await client.SendAsync(message);
                var body = await response.Content.ReadAsStringAsync();
                if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    return new(response.StatusCode, body, attempts > 1);
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
            {
                // Killed: what became of the request is not known.
            }

            await Task.Delay(Pause);
        }
    }
}

/// <param name="Repeated">An earlier attempt got no answer, and may have been carried out all the same.</param>
internal sealed record HubAnswer(HttpStatusCode Status, string Body, bool Repeated);
