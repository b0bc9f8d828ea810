using InfoShare.Access;
using InfoShare.Merchants;
using InfoShare.Text;

namespace InfoShare.Screening;

/// <summary>
/// Finds records by a merchant's name. This is the seam for the screening engine, which will rank by similarity where this asks for a plain
/// match: one of the merchant's names has all words of the question, whatever their order, case, width and punctuation.
/// </summary>
public static class NameSearch
{
    /// <summary>
    /// Records found at most. Only those count that match and that the caller may see, so that no hidden record changes what is shown;
    /// passing over a hidden one costs a look at its label.
    /// </summary>
    public const int MaxHits = 1000;

    /// <summary>
    /// The records visible to the caller that match, newest first by their version 1, each once, found as they are asked for: the
    /// <see cref="MaxHits"/> newest of them.
    /// </summary>
    public static IEnumerable<NameHit> Find(IndexView view, string name, Caller caller, DateTimeOffset now)
    {
        var words = NameTokens.Of(name).Distinct(StringComparer.Ordinal).ToArray();
        var found = 0;
        foreach (var record in view.WithAll(words))
        {
            if (Visibility.Allows(caller, record.Header, Use.Screening, now) && NameWith(record, words) is { } text)
            {
                yield return new(record, text);
                if (++found == MaxHits)
                {
                    yield break;
                }
            }
        }
    }

    private static string? NameWith(in IndexedRecord record, string[] words)
    {
        foreach (var name in record.Names)
        {
            var text = name.ToString();
            var tokens = NameTokens.Of(text);
            if (Array.TrueForAll(words, word => tokens.Contains(word, StringComparer.Ordinal)))
            {
                return text;
            }
        }

        return null;
    }
}

/// <summary>A record that matches, and the name by which it does.</summary>
public sealed record NameHit(IndexedRecord Record, string Name);
