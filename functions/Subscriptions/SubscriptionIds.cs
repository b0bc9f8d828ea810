using System.Buffers;
using System.Security.Cryptography;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Random ids, which nobody guesses.</summary>
internal static class SubscriptionIds
{
    private const string Prefix = "sub_";

    private const int Bytes = 16;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Of a test event.</summary>
    public static string NewTest() => "test_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text has the form of a subscription's id, and can stand in a key.</summary>
    public static bool IsOne(string text) =>
        text.Length == Prefix.Length + (2 * Bytes) && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Digits) < 0;
}
