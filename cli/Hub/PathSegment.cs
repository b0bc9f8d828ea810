namespace InfoShare.Cli.Hub;

/// <summary>One step of a path below <c>/api/v1/</c> that is the user's own text.</summary>
public static class PathSegment
{
    /// <summary>The text, escaped. Dots alone cannot be: they are not escaped, and in an address mean the step itself or the one before it.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="UsageException">It is empty or nothing but dots.</exception>
    public static string Of(string what, string text) => text.Trim('.').Length > 0
        ? Uri.EscapeDataString(text)
        : throw new UsageException($"'{text}' is no {what}.");
}
