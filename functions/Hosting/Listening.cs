using System.Diagnostics;
using System.Net;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.Hosting;

/// <summary>Where the program listens, and the bounds of every connection.</summary>
public static class Listening
{
    /// <summary>The Functions host's own bound on a body.</summary>
    private const long MaxBodyBytes = 104_857_600;

    public static void Listen(this WebApplicationBuilder builder, HubOptions options)
    {
        builder.Services.AddSingleton<DiagnosticSource, ServerRefusals>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            kestrel.Limits.MaxRequestLineSize = 8 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            if (options.CustomHandlerPort is { } port)
            {
                // The host calls IPv4 loopback only. Addresses from the inherited environment are not for this process.
                kestrel.Listen(IPAddress.Loopback, port);
            }
        });
        if (options.CustomHandlerPort is null)
        {
            builder.WebHost.UseUrls(options.Urls);
        }
    }
}
