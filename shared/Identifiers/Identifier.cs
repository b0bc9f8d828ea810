namespace InfoShare.Identifiers;

/// <summary>An identifier in its scheme's one canonical form. Two are the same merchant's only if both are equal and strong and neither unverified.</summary>
/// <param name="Scheme">A code of <c>IdentifierScheme</c>, such as <c>uscc</c>.</param>
/// <param name="Value">Canonical; without <c>/ \ % + ? #</c>.</param>
/// <param name="Unverified">The publisher vouches for the wrong check digit: kept and shown, never joined.</param>
public sealed record Identifier(string Scheme, string Value, bool Unverified = false);
