using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace InfoShare.Functions.Access;

/// <summary>Keys that do not change while the program runs.</summary>
public sealed class FixedKeys(FrozenDictionary<string, JsonWebKey> keys) : IIssuerKeys
{
    public int Generation => 0;

    public ValueTask<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(keys.GetValueOrDefault(keyId));
}
