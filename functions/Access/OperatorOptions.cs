namespace InfoShare.Functions.Access;

/// <summary>
/// The client of the hub's operator at a trusted issuer, <c>Access:Operator</c>: who registers the first agency where the hub does not issue
/// tokens itself. It is added to <c>hub-operator</c> at the start if it is not there, so it is also the way back in.
/// </summary>
public sealed class OperatorOptions
{
    /// <summary>As in its tokens' <c>iss</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>As in their <c>azp</c>, <c>appid</c> or <c>client_id</c>; or give <see cref="Subject"/>.</summary>
    public string? ClientId { get; set; }

    /// <summary>As in their <c>sub</c>.</summary>
    public string? Subject { get; set; }

    /// <summary>Nobody is named.</summary>
    public bool IsEmpty => Issuer is null && ClientId is null && Subject is null;

    /// <summary>An issuer and one name at it.</summary>
    public bool IsWhole => !string.IsNullOrEmpty(Issuer) && string.IsNullOrEmpty(ClientId) != string.IsNullOrEmpty(Subject);
}
