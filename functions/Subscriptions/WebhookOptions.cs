using System.Globalization;
using InfoShare.Functions.Hosting;

namespace InfoShare.Functions.Subscriptions;

/// <summary>How deliveries are posted; docs/settings.md lists them.</summary>
public sealed record WebhookOptions
{
    /// <summary>Addresses of this machine are taken too, and over plain http: for development and tests.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>The ports that deliveries may go to, separated by blanks; with <see cref="AllowLoopback"/> any.</summary>
    public string Ports { get; init; } = "443 8443";

    /// <summary>A receiver that has not answered by then has failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a subscription's log keeps a delivery.</summary>
    public TimeSpan KeepLog { get; init; } = TimeSpan.FromDays(30);
}

/// <summary>Reads the section <c>Webhooks</c> of the configuration.</summary>
public static class WebhookSettings
{
    /// <summary>The options, defaults where the section says nothing.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be meant.</exception>
    public static WebhookOptions ReadWebhookOptions(this IConfiguration configuration)
    {
        var section = configuration.GetSection("Webhooks");
        var usual = new WebhookOptions();
        return new()
        {
            AllowLoopback = ReadFlag(section, nameof(usual.AllowLoopback)) ?? usual.AllowLoopback,
            Ports = ReadPorts(section) ?? usual.Ports,
            Timeout = section.Positive(nameof(usual.Timeout), usual.Timeout),
            KeepLog = section.Positive(nameof(usual.KeepLog), usual.KeepLog),
        };
    }

    private static string? ReadPorts(IConfigurationSection section) => section[nameof(WebhookOptions.Ports)] switch
    {
        null => null,
        var text when text.Split(' ') is { Length: > 0 } ports && Array.TrueForAll(ports, port => ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) => text,
        var text => throw new InvalidOperationException($"{section.Path}:{nameof(WebhookOptions.Ports)} is '{text}'; it must be ports, separated by blanks."),
    };

    private static bool? ReadFlag(IConfigurationSection section, string name) => section[name] switch
    {
        null => null,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new InvalidOperationException($"{section.Path}:{name} is '{text}'; it must be true or false."),
    };
}
