using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// Which addresses the hub posts to: those of the public internet alone, or a subscription could make it speak to what is behind its firewall.
/// Ranges: the special-purpose registries of IANA (RFC 6890), and the address at which every Azure machine has the platform's own services.
/// </summary>
public sealed class TargetAddresses(WebhookOptions options)
{
    private static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All that is given out of IPv6.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>An IPv4 address behind a translator (RFC 6052).</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether the hub may connect to it.</summary>
    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Allows(address.MapToIPv4());
        }

        if (IPAddress.IsLoopback(address))
        {
            return options.AllowLoopback;
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address))
        {
            return Allows(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        }

        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Array.Exists(Refused, range => range.Contains(address));
    }

    /// <summary>Whether the hub may connect to it: where receivers of webhooks are, and neither mail nor a shell.</summary>
    public bool AllowsPort(int port) =>
        options.AllowLoopback || options.Ports.Split(' ').Contains(port.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>
    /// Why an address cannot be a subscription's, as far as it can be seen from it, or null. What its name resolves to is judged at every
    /// connection.
    /// </summary>
    public string? Refusal(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            return "'url' must be an absolute https address.";
        }

        var isAllowedHost = !IPAddress.TryParse(url.DnsSafeHost, out var address) || Allows(address);
        return url switch
        {
            { Scheme: "http" } when !options.AllowLoopback => "'url' must be an https address.",
            _ when !AllowsPort(url.Port) => $"'url' must be of one of the ports {options.Ports}.",
            { UserInfo.Length: > 0 } => "'url' must not hold a user or a password: the signature says who posts.",
            { Fragment.Length: > 0 } => "'url' must not have a fragment.",
            _ when !isAllowedHost || (!options.AllowLoopback && IsLocalName(url.DnsSafeHost)) => "'url' must be an address of the public internet.",
            _ => null,
        };
    }

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
