using System.Text.Json;
using InfoShare.Codes;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A country's code of ISO 3166-1 alpha-2, in capitals.</summary>
/// <param name="orUnion">Whether <c>EU</c>, which ISO 3166 reserves for the European Union, is right too: it makes laws and decisions.</param>
public sealed class CountryShape(bool orUnion = false) : StringShape
{
    protected override string Noun => "a country's code";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (Countries.Contains(text) || (orUnion && text == "EU"))
        {
            return text;
        }

        reading.Refuse(ErrorCodes.InvalidCountry, $"'{Shown(text)}' is not a country's code of ISO 3166-1 alpha-2, such as 'DE'{(orUnion ? ", or 'EU'" : "")}.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("pattern", "^[A-Z]{2}$");
    }
}
