namespace InfoShare.Agencies;

/// <summary>By what the registry knows a client: who issues its tokens, and what they call it.</summary>
/// <param name="Subject">The token's <c>sub</c>, or null.</param>
/// <param name="ClientId">The token's <c>azp</c>, <c>appid</c> or <c>client_id</c>, or null.</param>
public sealed record ClientName(string Issuer, string? Subject, string? ClientId);
