using InfoShare.Functions.Http;
using InfoShare.Merchants;

namespace InfoShare.Functions.Merchants;

/// <summary>Lets a request wait until the index has been read (10 s, then 503) and is not older than a second.</summary>
public sealed class IndexReady(IndexTail tail, MerchantIndex index) : IEndpointFilter
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var aborted = context.HttpContext.RequestAborted;
        if (!index.IsReady && !await index.WaitUntilReadyAsync(Longest, aborted))
        {
            return Problems.Unavailable("The hub has just started and is still reading its records.", RetryAfter);
        }

        await tail.WaitUntilFreshAsync(aborted);
        return await next(context);
    }
}
