using System.Text.RegularExpressions;

namespace InfoShare.Cli.Ofac;

/// <summary>The shapes of text in the list.</summary>
internal static partial class OfacPatterns
{
    /// <summary>A number, perhaps its country in brackets, perhaps after a state or town of it, perhaps dates of issue and expiry.</summary>
    [GeneratedRegex(@"^(?<value>[^()]+?)(?:(?: \((?<place>[^()]+)\))? \((?<country>[^()]+)\))?(?<rest> (?:issued|expires) .+)?$", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Number { get; }

    /// <summary>An alias in single quotes, which is how the list marks a weak one; the name itself may hold a quote.</summary>
    [GeneratedRegex(@"^(?<type>[afn])\.k\.a\. '(?<name>.+)'\.?$", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Alias { get; }

    /// <summary>City, region and post code; a post code is what ends the line and has a digit in it, the rest having none.</summary>
    [GeneratedRegex(
        @"^(?<city>[^,\d]+?)(?:, (?<region>[^,\d]+?))?(?: (?<code>(?:[A-Za-z\d-]*\d[A-Za-z\d-]*)(?: [A-Za-z\d-]*\d[A-Za-z\d-]*)?))?$",
        RegexOptions.ExplicitCapture,
        1000)]
    public static partial Regex City { get; }
}
