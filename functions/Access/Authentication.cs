using System.Buffers;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Functions.Access;

/// <summary>
/// From a request's Authorization header to its caller: the token is verified once and remembered by its hash, the agency and its grants
/// are looked up at every request, so that a suspension or a withdrawn role takes effect at once.
/// </summary>
public sealed class Authentication(TokenVerification verification, VerifiedTokens verified, AgencyDirectory directory, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <exception cref="InfoShare.Storage.StorageUnavailableException">The registry cannot be asked.</exception>
    /// <exception cref="IssuerUnavailableException">The issuer's keys cannot be asked.</exception>
    public ValueTask<TokenOutcome> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return ValueTask.FromResult<TokenOutcome>(TokenOutcome.None.Instance);
        }

        if (header.Count > 1)
        {
            return Refuse("Send one Authorization header.");
        }

        var value = header[0] ?? "";
        if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse("Send a bearer token.");
        }

        var connection = ConnectionToken.Of(context);
        if (connection?.KeyOf(value) is { } same && verified.Find(same) is { HoldsKeys: true } again)
        {
            return JudgeAsync(again, same, cancellationToken);
        }

        var token = value.AsSpan(Scheme.Length).Trim(' ');
        if (token.Length is 0 or > ReadToken.MaxLength || token.ContainsAnyExcept(TokenCharacters))
        {
            return Refuse("The token is not a signed JWT of at most 16 KiB.");
        }

        var key = KeyOf(token);
        connection?.Keep(value, key);
        return verified.Find(key) is { HoldsKeys: true } known
            ? JudgeAsync(known, key, cancellationToken)
            : VerifyAsync(token.ToString(), key, cancellationToken);
    }

    private static ValueTask<TokenOutcome> Refuse(string detail, AgencyId? agency = null) =>
        ValueTask.FromResult<TokenOutcome>(new TokenOutcome.Refused(detail, agency));

    private static TokenKey KeyOf(ReadOnlySpan<char> token)
    {
        var rented = ArrayPool<byte>.Shared.Rent(token.Length);
        var key = TokenKey.Of(rented.AsSpan(0, Encoding.ASCII.GetBytes(token, rented)));
        ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return key;
    }

    private async ValueTask<TokenOutcome> VerifyAsync(string compact, TokenKey key, CancellationToken cancellationToken)
    {
        var (token, refusal) = await verification.VerifyAsync(compact, cancellationToken);
        if (token is null)
        {
            return new TokenOutcome.Refused(refusal);
        }

        verified.Add(key, token);
        return await JudgeAsync(token, key, cancellationToken);
    }

    private ValueTask<TokenOutcome> JudgeAsync(VerifiedToken token, TokenKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (token.IsExpired(now))
        {
            verified.Remove(key);
            return Refuse("The token has expired.");
        }

        if (token.IsEarly(now))
        {
            return Refuse("The token is not valid yet.");
        }

        var snapshot = directory.CurrentAsync(cancellationToken);
        return snapshot.IsCompletedSuccessfully
            ? ValueTask.FromResult(Admit(token, snapshot.Result))
            : AdmitAsync(token, snapshot);
    }

    private static async ValueTask<TokenOutcome> AdmitAsync(VerifiedToken token, ValueTask<AgencySnapshot> snapshot) => Admit(token, await snapshot);

    private static TokenOutcome Admit(VerifiedToken token, AgencySnapshot agencies)
    {
        var (agency, granted) = Grant(token, agencies);
        if (agency is null)
        {
            return new TokenOutcome.Refused("The hub's registry does not know this client.");
        }

        return agency.Status == AgencyStatus.Active
            ? new TokenOutcome.Member(token.CallerOf(agency, granted))
            : new TokenOutcome.Refused("The agency is suspended.", agency.Id);
    }

    private static (Agency? Agency, Roles Granted) Grant(VerifiedToken token, AgencySnapshot agencies)
    {
        if (!token.IsEmbedded)
        {
            var grant = agencies.Find(token.Token.Issuer, token.Token.Subject, token.Token.ClientId);
            return (grant?.Agency, grant?.Roles ?? Roles.None);
        }

        var agency = AgencyId.TryParse(token.Token.Subject, out var id) ? agencies.Find(id)?.Agency : null;
        return (agency, agency is null ? Roles.None : GrantableRoles.Of(agency.Kind));
    }
}
