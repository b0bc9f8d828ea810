using InfoShare.Identifiers;
using InfoShare.Json;

namespace InfoShare.Functions.Merchants;

/// <summary>A part of the address that may hold any character.</summary>
internal static class RouteValue
{
    /// <summary>The identifier of <c>/{scheme}/{value}</c>, or null with errors that name the parts of the address, as of any route.</summary>
    public static Identifier? ReadIdentifier(string scheme, string value, ErrorList errors)
    {
        var found = new ErrorList();
        var identifier = IdentifierReader.TryRead(scheme, WithSlashes(value), unverified: true, null, "", found);
        foreach (var error in found)
        {
            errors.Add(error.Pointer.TrimStart('/'), error.Code, error.Message);
        }

        return identifier;
    }

    /// <summary>The server decodes all of a path but the slash, lest it become a step of the path; here it is one of the value's characters.</summary>
    private static string WithSlashes(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
