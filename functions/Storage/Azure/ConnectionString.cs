using InfoShare.Functions.Hosting;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>Connection strings of storage accounts with a key (learn.microsoft.com, "Configure Azure Storage connection strings").</summary>
internal static class ConnectionString
{
    /// <summary>The emulator's account and key, which are the same everywhere and open nothing but emulators (learn.microsoft.com, "Use the Azurite emulator").</summary>
    private const string Emulator =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + "BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1;QueueEndpoint=http://127.0.0.1:10001/devstoreaccount1;"
        + "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1";

    /// <exception cref="SettingException">It cannot be meant. What it says is not repeated: it holds a key.</exception>
    public static AzureConnection Read(string name, string text)
    {
        var parts = Split(name, text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            parts = Split(name, Emulator);
        }

        if (parts.ContainsKey("SharedAccessSignature"))
        {
            throw new SettingException($"{name} holds a shared access signature; give the account's key, or service addresses and an identity.");
        }

        var account = Part(name, parts, "AccountName");
        var key = Part(name, parts, "AccountKey");
        if (!Convert.TryFromBase64String(key, new byte[key.Length], out _))
        {
            throw new SettingException($"{name} has an AccountKey that is no base64.");
        }

        return new(Address(name, parts, account, "Table"), Address(name, parts, account, "Blob"), Address(name, parts, account, "Queue"))
        {
            Key = new(account, key),
        };
    }

    private static Dictionary<string, string> Split(string name, string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw new SettingException($"{name} is no connection string: it must be name=value pairs between semicolons, each name once.");
            }
        }

        return parts;
    }

    private static string Part(string name, Dictionary<string, string> parts, string part) =>
        parts.TryGetValue(part, out var value) && value.Length > 0 ? value : throw new SettingException($"{name} is a connection string without {part}.");

    private static Uri Address(string name, Dictionary<string, string> parts, string account, string service)
    {
        var text = parts.GetValueOrDefault($"{service}Endpoint")
            ?? $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.{service.ToLowerInvariant()}.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new SettingException($"{name} has a {service}Endpoint that is no http or https address.");
    }
}
