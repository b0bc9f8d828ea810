using System.Buffers.Text;
using InfoShare.Json;

namespace InfoShare.Agencies;

/// <summary>Reads an agency's JWK Set: public keys alone, of the kinds EC, OKP and RSA. A private or symmetric member is refused by name.</summary>
internal static class AgencyKeyReader
{
    private const int MaxKeys = 20;

    private const int MaxMember = 1400;

    private static readonly string[] Members = ["kid", "kty", "use", "alg", "crv", "x", "y", "n", "e"];

    public static IReadOnlyList<AgencyKey> Read(MemberReader body) =>
        body.Object("keys", ["keys"])?.Objects("keys", MaxKeys, Members, ReadKey) ?? [];

    private static AgencyKey ReadKey(MemberReader key)
    {
        var kty = key.Text("kty", 10, required: true);
        var (x, y, n, e) = (ReadNumber(key, "x"), ReadNumber(key, "y"), ReadNumber(key, "n"), ReadNumber(key, "e"));
        var crv = key.Text("crv", 20, required: false);
        var isWhole = kty switch
        {
            "EC" => crv is not null && x is not null && y is not null,
            "OKP" => crv is not null && x is not null,
            "RSA" => n is not null && e is not null,
            null => true,
            _ => false,
        };
        if (!isWhole)
        {
            key.Refuse("", ErrorCodes.MissingMember, "A key is EC with crv, x and y, OKP with crv and x, or RSA with n and e.");
        }

        return new(
            key.Text("kid", 200, required: true) ?? "", kty ?? "", key.Text("use", 10, required: false), key.Text("alg", 40, required: false), crv, x, y, n, e);
    }

    private static string? ReadNumber(MemberReader key, string member)
    {
        var text = key.Text(member, MaxMember, required: false);
        if (text is not null && !Base64Url.IsValid(text))
        {
            key.Refuse(member, ErrorCodes.InvalidCharacter, $"'{member}' must be in base64url.");
        }

        return text;
    }
}
