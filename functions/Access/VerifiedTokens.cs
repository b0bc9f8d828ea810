using System.Collections.Concurrent;

namespace InfoShare.Functions.Access;

/// <summary>
/// Remembers verified tokens by hash, at most <see cref="MaxTokens"/>: two halves, of which the older is dropped when the younger is full,
/// and what is used moves to the younger.
/// </summary>
public sealed class VerifiedTokens
{
    public const int MaxTokens = 10_000;

    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<TokenKey, VerifiedToken> _young = new();
    private volatile ConcurrentDictionary<TokenKey, VerifiedToken> _old = new();

    public int Count => _young.Count + _old.Count;

    public VerifiedToken? Find(TokenKey key)
    {
        if (_young.TryGetValue(key, out var token))
        {
            return token;
        }

        if (_old.TryRemove(key, out token))
        {
            Add(key, token);
        }

        return token;
    }

    public void Add(TokenKey key, VerifiedToken token)
    {
        lock (_gate)
        {
            if (_young.Count >= MaxTokens / 2)
            {
                _old = _young;
                _young = new();
            }

            _young[key] = token;
        }
    }

    public void Remove(TokenKey key)
    {
        _young.TryRemove(key, out _);
        _old.TryRemove(key, out _);
    }
}
