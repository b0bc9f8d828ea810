using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfoShare.Agencies;

namespace InfoShare.Access;

/// <summary>
/// The embedded issuer's key pair, kept as a private JWK (RFC 7517) in a file that its owner alone can read; makes tokens, which are
/// compact JWS (RFC 7515).
/// </summary>
public sealed class EmbeddedIssuerKey : IDisposable
{
    private const int CoordinateBytes = 32;

    private readonly ECDsa _key;

    private EmbeddedIssuerKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        X = Base64Url.EncodeToString(point.X);
        Y = Base64Url.EncodeToString(point.Y);
        KeyId = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));
    }

    /// <summary>The key's thumbprint (RFC 7638).</summary>
    public string KeyId { get; }

    /// <summary>The public point's coordinates in base64url.</summary>
    public string X { get; }

    /// <inheritdoc cref="X"/>
    public string Y { get; }

    /// <summary>Reads the key.</summary>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is no P-256 key.</exception>
    public static EmbeddedIssuerKey Load(string path)
    {
        try
        {
            using var jwk = JsonDocument.Parse(File.ReadAllBytes(path));
            return Import(jwk.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new InvalidDataException($"'{path}' is not a private P-256 key in JWK form.", exception);
        }
    }

    /// <summary>Reads the key, or makes it at the first start; of several first starts at once one wins and all use its key.</summary>
    public static EmbeddedIssuerKey LoadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            return Load(path);
        }

        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var fresh = new EmbeddedIssuerKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var draft = string.Create(CultureInfo.InvariantCulture, $"{path}.{Guid.NewGuid():N}");
        fresh.Write(draft);
        try
        {
            // A crash before this leaves a draft that nobody reads; the name appears with the whole key behind it.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }

        return Load(path);
    }

    /// <summary>A token for an agency, which is its subject.</summary>
    /// <param name="lifetime">From now; more than zero and at most <see cref="EmbeddedIssuer.MaxLifetime"/>.</param>
    public string CreateToken(AgencyId agency, Roles roles, TimeSpan lifetime, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, EmbeddedIssuer.MaxLifetime);
        var signed = $"{Segment(WriteHeader)}.{Segment(writer => WriteClaims(writer, agency, roles, lifetime, now))}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => _key.Dispose();

    /// <summary>For the process's own user alone, as the embedded store makes it; beside a storage account nobody has made it yet.</summary>
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static EmbeddedIssuerKey Import(JsonElement jwk)
    {
        if (jwk.GetProperty("kty").GetString() != "EC" || jwk.GetProperty("crv").GetString() != "P-256")
        {
            throw new FormatException("Another kind of key.");
        }

        return new(ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Coordinate(jwk, "x"), Y = Coordinate(jwk, "y") },
            D = Coordinate(jwk, "d"),
        }));
    }

    private static byte[] Coordinate(JsonElement jwk, string name)
    {
        var bytes = Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
        return bytes.Length == CoordinateBytes ? bytes : throw new FormatException($"'{name}' must have {CoordinateBytes} bytes.");
    }

    private static string Segment(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void WriteClaims(Utf8JsonWriter writer, AgencyId agency, Roles roles, TimeSpan lifetime, DateTimeOffset now)
    {
        writer.WriteString("iss", EmbeddedIssuer.Issuer);
        writer.WriteString("aud", EmbeddedIssuer.Audience);
        writer.WriteString("sub", agency.ToString());
        writer.WriteStartArray("roles");
        foreach (var code in RoleCodes.Of(roles))
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
        writer.WriteString("jti", Guid.NewGuid().ToString("N"));
        writer.WriteNumber("iat", now.ToUnixTimeSeconds());
        writer.WriteNumber("nbf", now.ToUnixTimeSeconds());
        writer.WriteNumber("exp", (now + lifetime).ToUnixTimeSeconds());
    }

    private void WriteHeader(Utf8JsonWriter writer)
    {
        writer.WriteString("alg", EmbeddedIssuer.Algorithm);
        writer.WriteString("typ", "JWT");
        writer.WriteString("kid", KeyId);
    }

    private void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        using (var writer = new Utf8JsonWriter(file))
        {
            writer.WriteStartObject();
            writer.WriteString("kty", "EC");
            writer.WriteString("crv", "P-256");
            writer.WriteString("alg", EmbeddedIssuer.Algorithm);
            writer.WriteString("use", "sig");
            writer.WriteString("kid", KeyId);
            writer.WriteString("x", X);
            writer.WriteString("y", Y);
            writer.WriteString("d", Base64Url.EncodeToString(_key.ExportParameters(includePrivateParameters: true).D));
            writer.WriteEndObject();
        }

        file.Flush(flushToDisk: true);
    }
}
