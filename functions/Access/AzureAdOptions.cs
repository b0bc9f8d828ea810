namespace InfoShare.Functions.Access;

/// <summary>The section <c>AzureAd</c> as Microsoft.Identity.Web reads it: the hub's registration in Microsoft Entra ID.</summary>
public sealed class AzureAdOptions
{
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The directory's id (a GUID): tokens name it in their issuer.</summary>
    public string? TenantId { get; set; }

    public string? ClientId { get; set; }

    /// <summary>Unless given: <see cref="ClientId"/> and <c>api://{ClientId}</c>.</summary>
    public string? Audience { get; set; }
}
