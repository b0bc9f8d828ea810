using System.Security.Cryptography;
using System.Text;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>An account's key: for the emulator and for connection strings. Deployed hubs use a managed identity and accounts without keys.</summary>
public sealed class TableSharedKeyCredential(string accountName, string accountKey)
{
    private readonly byte[] _key = Convert.FromBase64String(accountKey);

    public string AccountName { get; } = accountName;

    /// <summary>SharedKeyLite: HMAC-SHA-256 over the date and the resource (learn.microsoft.com, "Authorize with Shared Key").</summary>
    internal string Sign(string date, string resource) =>
        Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{date}\n{resource}")));
}
