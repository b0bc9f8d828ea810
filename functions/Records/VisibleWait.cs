using System.Globalization;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>
/// <c>Prefer: wait=N</c> (RFC 7240 section 4.3): holds the answer until the version is visible in look-ups, at most N seconds. Says
/// <c>Preference-Applied</c> if it became visible; the publication is durable either way.
/// </summary>
public sealed class VisibleWait(MerchantIndex index)
{
    private const int MaxSeconds = 30;

    public async ValueTask HonourAsync(HttpContext context, RecordId id, int version)
    {
        if (SecondsOf(context.Request.Headers["Prefer"]) is { } seconds
            && await index.WaitForAsync(id, version, TimeSpan.FromSeconds(seconds), context.RequestAborted))
        {
            context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        }
    }

    private static int? SecondsOf(IEnumerable<string?> preferences)
    {
        foreach (var preference in preferences.SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(preference.AsSpan("wait=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Math.Min(seconds, MaxSeconds);
            }
        }

        return null;
    }
}
