namespace InfoShare.Json;

/// <summary>One thing that is wrong with an input.</summary>
/// <param name="Pointer">Where: a JSON pointer (RFC 6901) into the body, or the name of a query parameter or header.</param>
/// <param name="Code">Stable, kebab-case; every code is listed in <see cref="ErrorCodes"/> and in docs/errors.md.</param>
/// <param name="Message">An English sentence that names the value and what was expected.</param>
public sealed record FieldError(string Pointer, string Code, string Message);
