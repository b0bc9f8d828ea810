using Microsoft.Net.Http.Headers;

namespace InfoShare.Functions.Http;

/// <summary>HEAD is answered as GET is, access log included, but for the content, which the server leaves out (RFC 9110, section 9.3.2).</summary>
public static class HeadRequests
{
    private static readonly object Mark = new();

    /// <summary>Comes before routing, so that every route that takes GET takes HEAD.</summary>
    public static void UseHead(this WebApplication app) => app.Use(next => context =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Items[Mark] = Mark;

            // Ranges are defined for GET alone (section 14.2).
            context.Request.Headers.Remove(HeaderNames.Range);
        }

        return next(context);
    });

    /// <summary>Whether the content need not be written, since nobody gets it.</summary>
    public static bool IsHead(this HttpContext context) => context.Items.ContainsKey(Mark);
}
