using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Access;

/// <summary>Somebody else's issuer, on a loopback address: whatever is asked for, it answers with its JWK Set, or with metadata that names it.</summary>
internal sealed class LoopbackIssuer : IAsyncDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _app;

    private LoopbackIssuer(WebApplication app) => _app = app;

    /// <summary>With a slash at its end.</summary>
    public Uri Address => new(_app.Urls.First() + "/");

    /// <summary>Requests that it has answered.</summary>
    public int Asked { get; private set; }

    public static async Task<LoopbackIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new LoopbackIssuer(app);
        app.Run(issuer.AnswerAsync);
        await app.StartAsync();
        return issuer;
    }

    public string Token(string algorithm, JsonObject claims)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        claims["iat"] = now;
        claims["exp"] = now + 600;
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = algorithm == "ES256" ? "ec-1" : "rsa-1" };
        return Jws.Make(header, claims, algorithm == "ES256" ? Jws.Es256(_ec) : Jws.Rs256(_rsa));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _rsa.Dispose();
        _ec.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Asked++;
        var answer = context.Request.Path.Value!.EndsWith("/openid-configuration", StringComparison.Ordinal)
            ? new JsonObject { ["issuer"] = "https://id.partner.example/", ["jwks_uri"] = new Uri(Address, "keys").ToString() }
            : Keys();
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private JsonObject Keys()
    {
        var (rsa, ec) = (_rsa.ExportParameters(includePrivateParameters: false), _ec.ExportParameters(includePrivateParameters: false).Q);
        return new()
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "oct", ["kid"] = "symmetric", ["k"] = "c2VjcmV0" },
                new JsonObject { ["kty"] = "RSA", ["kid"] = "rsa-1", ["use"] = "sig", ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) },
                new JsonObject { ["kty"] = "EC", ["kid"] = "ec-1", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(ec.X), ["y"] = Base64Url.EncodeToString(ec.Y) }),
        };
    }
}
