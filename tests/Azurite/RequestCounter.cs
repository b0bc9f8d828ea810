using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using InfoShare.Storage;
using InfoShare.Tests.Visible;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Azurite;

/// <summary>
/// Counts the requests to the storage account that are made in the course of a request to the hub which carries <see cref="StorageCalls.Header"/>:
/// every one that leaves the process, repetitions too. The registry's re-reading, which falls to whichever request finds it a second old, is
/// left out.
/// </summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _requests = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Of(string request) => _requests.TryGetValue(request, out var calls) ? [.. calls] : [];

    public void Decorate(IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddSingleton<HttpPipelineTransport>(provider => new Transport(this, provider.GetRequiredService<IHttpContextAccessor>()));

    private sealed class Transport(RequestCounter counter, IHttpContextAccessor accessor) : HttpPipelineTransport
    {
        private readonly HttpClientTransport _inner = new();

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException("The hub calls asynchronously.");

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            var address = message.Request.Uri.ToUri();
            if (accessor.HttpContext?.Request.Headers[StorageCalls.Header] is [{ } request]
                && !address.AbsolutePath.Contains($"/{StorageNames.Tables.Agencies}(", StringComparison.Ordinal))
            {
                counter._requests.GetOrAdd(request, _ => new()).Enqueue($"{message.Request.Method} {string.Concat(address.Segments.Skip(2))}");
            }

            return _inner.ProcessAsync(message);
        }
    }
}
