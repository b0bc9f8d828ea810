namespace InfoShare.Cli.Ofac;

/// <summary>Reads the list's addresses.</summary>
public static class OfacPlaces
{
    /// <summary>The address, or null for a row that says nothing of a place.</summary>
    public static OfacPlace? Read(OfacAddress address)
    {
        var text = string.Join(", ", new[] { address.Street, address.City, address.Country }.Where(part => part.Length > 0));
        if (text.Length == 0)
        {
            return null;
        }

        var city = OfacPatterns.City.Match(address.City);
        return new(text, Part(city, "city"), Part(city, "region"), PostalCode(city), OfacCountries.CodeOf(address.Country));
    }

    private static string? Part(System.Text.RegularExpressions.Match match, string name) =>
        match.Groups[name] is { Success: true } group ? group.Value : null;

    /// <summary>One or two digits alone are as likely a district's number as a post code.</summary>
    private static string? PostalCode(System.Text.RegularExpressions.Match city) => Part(city, "code") is { Length: > 2 } code ? code : null;
}
