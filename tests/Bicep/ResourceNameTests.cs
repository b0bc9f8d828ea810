using System.Text.Json;
using System.Text.RegularExpressions;
using InfoShare.Tests.NodeJs;

namespace InfoShare.Tests.Bicep;

/// <summary>What resources are called, whatever the hub is called: the templates' own expressions, worked out for names as people choose them.</summary>
public sealed partial class ResourceNameTests
{
    private static readonly string[] Names = ["hub", "pilot", "my-hub", "My_Hub.1", "123", "a--b", "infoshare-production-west-europe-(second)"];

    [NodeFact]
    public void Every_Name_Of_A_Hub_Gives_Names_That_Azure_Takes() => Assert.All(Names, AssertNames);

    private static void AssertNames(string name)
    {
        // Thirteen letters and digits, as uniqueString makes them.
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, ["suffix"] = "abcdefghijk23" };
        foreach (var variable in new[] { "shortName", "resourceName", "accountName", "vaultName", "appName" })
        {
            values[variable] = Evaluate(Text(BicepFiles.Main.Variables[variable]), values);
        }

        Assert.Matches("^[a-z0-9]{3,24}$", $"st{values["accountName"]}");
        Assert.Matches("^[a-z0-9]{3,24}$", $"cp{values["accountName"]}");
        Assert.Matches("^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$", values["vaultName"]);
        Assert.Matches("^[a-zA-Z0-9][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$", values["appName"]);
        Assert.Matches("^[a-zA-Z0-9]{1,20}$", values["resourceName"]);
        Assert.EndsWith("abcdefghijk23", values["accountName"], StringComparison.Ordinal);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? $"'{value.GetString()}'" : value.GetProperty("text").GetString()!;

    /// <summary>The few functions that the names are made with.</summary>
    private static string Evaluate(string expression, Dictionary<string, string> values)
    {
        if (Call().Match(expression) is { Success: true } call)
        {
            var arguments = Split(call.Groups[2].Value);
            var first = Evaluate(arguments[0], values);
            return call.Groups[1].Value switch
            {
                "toLower" => first.ToLowerInvariant(),
                "replace" => first.Replace(Evaluate(arguments[1], values), Evaluate(arguments[2], values), StringComparison.Ordinal),
                "take" => first[..Math.Min(first.Length, int.Parse(arguments[1], System.Globalization.CultureInfo.InvariantCulture))],
                var other => throw new NotSupportedException(other),
            };
        }

        return expression.StartsWith('\'') ? Interpolation().Replace(expression[1..^1], part => Evaluate(part.Groups[1].Value, values)) : values[expression];
    }

    /// <summary>Arguments, by the commas that are in no call and no text.</summary>
    private static List<string> Split(string arguments)
    {
        var (parts, depth, isText, from) = (new List<string>(), 0, false, 0);
        for (var at = 0; at < arguments.Length; at++)
        {
            isText ^= arguments[at] == '\'';
            depth += isText ? 0 : arguments[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (arguments[at] == ',' && depth == 0 && !isText)
            {
                parts.Add(arguments[from..at].Trim());
                from = at + 1;
            }
        }

        parts.Add(arguments[from..].Trim());
        return parts;
    }

    [GeneratedRegex(@"^(\w+)\((.*)\)$")]
    private static partial Regex Call();

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Interpolation();
}
