using System.Globalization;
using InfoShare.Identifiers;

namespace InfoShare.Tests.Identifiers;

/// <summary>Identifiers with right check digits, the same for the same seed.</summary>
internal sealed class InventedIdentifiers(int seed)
{
    private const string UsccCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string LeiCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly Random _random = new(seed);

    /// <summary>Of a scheme, or of <c>vat</c> and a country, whose check digit any change of one digit must break.</summary>
    public string Next(string kind) => kind switch
    {
        "uscc" => Ended(Pick(UsccCharacters, 2) + Digits(6) + Pick(UsccCharacters, 9), rest => CheckDigits.Uscc(rest)),
        "lei" => Pick(LeiCharacters, 18) is var first ? first + CheckDigits.Lei(first) : "",
        "imo" => Ended(Digits(6), rest => CheckDigits.Imo(rest)),
        "gln" => Ended(Digits(12), rest => CheckDigits.Gs1(rest)),
        "vat-DE" => "DE" + Ended(Digits(8), rest => CheckDigits.VatDe(rest)),
        "vat-IT" => "IT" + Ended(Digits(10), rest => CheckDigits.Luhn(rest)),
        "vat-BE" => Belgian(),
        "vat-FR" => French(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing to invent."),
    };

    /// <summary>The identifier with another digit in one place.</summary>
    public string ChangeDigit(string identifier)
    {
        var places = Enumerable.Range(0, identifier.Length).Where(at => char.IsAsciiDigit(identifier[at])).ToArray();
        var place = places[_random.Next(places.Length)];
        var digit = (char)('0' + ((identifier[place] - '0' + _random.Next(1, 10)) % 10));
        return identifier[..place] + digit + identifier[(place + 1)..];
    }

    private static string Ended(string rest, Func<string, char> check) => rest + check(rest);

    private string Belgian()
    {
        var first = "0" + Digits(7);
        return "BE" + first + (97 - (int.Parse(first, CultureInfo.InvariantCulture) % 97)).ToString("D2", CultureInfo.InvariantCulture);
    }

    private string French()
    {
        var siren = Digits(9);
        return "FR" + ((12 + (3 * (int.Parse(siren, CultureInfo.InvariantCulture) % 97))) % 97).ToString("D2", CultureInfo.InvariantCulture) + siren;
    }

    private string Digits(int count) => Pick("0123456789", count);

    private string Pick(string characters, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => characters[_random.Next(characters.Length)]));
}
