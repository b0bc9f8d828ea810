namespace InfoShare.Functions.Merchants;

/// <summary>A part of the address that may hold any character.</summary>
internal static class RouteValue
{
    /// <summary>The server decodes all of a path but the slash, lest it become a step of the path; here it is one of the value's characters.</summary>
    public static string WithSlashes(string value) => value.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
