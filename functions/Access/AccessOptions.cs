using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Access;

/// <summary>The configuration's section <c>Access</c>, and <c>AzureAd</c> beside it.</summary>
public sealed class AccessOptions
{
    public IList<IssuerOptions> Issuers { get; } = [];

    /// <summary>From the section <c>AzureAd</c>.</summary>
    public AzureAdOptions AzureAd { get; set; } = new();

    public RateOptions Rates { get; set; } = new();

    /// <summary>Who may administer a hub that has no issuer of its own.</summary>
    public OperatorOptions Operator { get; set; } = new();

    /// <summary>Whether the hub trusts tokens of its own issuer: for pilots and tests, beside or without others.</summary>
    public bool EmbeddedIssuer { get; set; } = true;

    /// <summary>Where the embedded issuer's key is; null: the hub has no issuer of its own.</summary>
    public string? EmbeddedKeyPath { get; set; }
}

/// <summary>Stops the start when the options cannot be meant.</summary>
public sealed class AccessOptionsValidation : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var failures = new List<string>();
        try
        {
            var issuers = TrustedIssuers.Describe(options);
            failures.AddRange(issuers.GroupBy(issuer => issuer.Issuer, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => $"Access:Issuers: '{group.Key}' is there more than once."));
            if (issuers.Any(issuer => issuer.Issuer == InfoShare.Access.EmbeddedIssuer.Issuer))
            {
                failures.Add($"Access:Issuers: '{InfoShare.Access.EmbeddedIssuer.Issuer}' is the hub's own.");
            }
        }
        catch (FormatException exception)
        {
            failures.Add(exception.Message);
        }

        if (options.Rates is not { AgencyPerSecond: > 0, AgencyBurst: > 0, AnonymousPerSecond: > 0, AnonymousBurst: > 0 })
        {
            failures.Add("Access:Rates: every number must be more than 0.");
        }

        if (string.IsNullOrWhiteSpace(options.Rates.AddressHeader))
        {
            failures.Add("Access:Rates:AddressHeader: name a header.");
        }

        if (!options.Operator.IsEmpty && !options.Operator.IsWhole)
        {
            failures.Add("Access:Operator: name an issuer, and either a client id or a subject at it.");
        }

        if (options.Operator.Issuer == InfoShare.Access.EmbeddedIssuer.Issuer)
        {
            failures.Add("Access:Operator: a client of the hub's own issuer is not named; its subject is the agency.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
