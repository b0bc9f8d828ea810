using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Access;

/// <summary>The address of who calls, by which those without a token are told apart.</summary>
public static class CallerAddress
{
    private static readonly PathString Api = "/api";

    /// <summary>
    /// Under the Functions host every connection is the host's own. It proxies what comes from outside to <c>/api</c> and writes the address
    /// that it was called from into X-Forwarded-For, over whatever the caller has sent there: on Azure that of the platform's front end, the same for
    /// all. Callers are told apart by it only behind a gateway that names them in a header of its own. The host's other calls have none. Standing alone
    /// nothing is believed.
    /// </summary>
    public static void UseCallerAddress(this WebApplication app)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardedForHeaderName = app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.Rates.AddressHeader,
        };
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase),
            proxied => proxied.UseForwardedHeaders(options));
    }
}
