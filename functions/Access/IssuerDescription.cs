namespace InfoShare.Functions.Access;

/// <summary>A trusted issuer as configured and checked.</summary>
/// <param name="Audiences">One of them must be in the token.</param>
/// <param name="Keys">Where its JWK Set is, or the metadata that names it.</param>
/// <param name="IsMetadata">Whether <paramref name="Keys"/> is metadata.</param>
public sealed record IssuerDescription(
    string Issuer, IReadOnlyList<string> Audiences, Uri Keys, bool IsMetadata, IReadOnlySet<string> Algorithms);
