namespace InfoShare.Identifiers.Rules;

/// <summary>
/// Value added tax number with its country's prefix. Forms: those that the European Commission's VIES accepts (Directive 2006/112/EC,
/// article 215 for the prefixes), and HMRC's for GB and XI (Northern Ireland). Check digits: see <see cref="VatChecks"/>.
/// </summary>
internal sealed class VatRule : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text).Replace("/", "", StringComparison.Ordinal);
        if (value.Length < 4 || !IdentifierText.IsCapitalsAndDigits(value))
        {
            return IdentifierReading.Refused("A VAT number has its country's prefix and then letters and digits, as DE123456789.");
        }

        var (country, number) = Split(value);
        if (!VatForms.TryGet(country, out var forms))
        {
            return IdentifierReading.Refused(
                $"'{country}' is no prefix of a VAT number; known: {string.Join(", ", VatForms.Countries)}. Use the scheme 'tax' for other countries.");
        }

        return forms.Any(form => VatForms.Fits(form, number))
            ? IdentifierReading.Checked(country + number, VatChecks.Expected(country, number))
            : IdentifierReading.Refused(
                $"A VAT number of {country} has the form {string.Join(" or ", forms.Select(form => country + form))} (# a digit, @ a letter, ? either).");
    }

    private static (string Country, string Number) Split(string value)
    {
        var (country, number) = (value[..2], value[2..]);
        return country switch
        {
            "GR" => ("EL", number),
            "BE" when number.Length == 9 => ("BE", "0" + number), // as written before 2005
            _ => (country, number),
        };
    }
}
