using System.Text.Json;
using InfoShare.Codes;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A currency's code of ISO 4217.</summary>
public sealed class CurrencyShape : StringShape
{
    protected override string Noun => "a currency's code";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (Currencies.MinorUnits(text) is not null)
        {
            return text;
        }

        reading.Refuse(ErrorCodes.InvalidCurrency, $"'{Shown(text)}' is not a currency's code of ISO 4217, such as 'EUR'.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("pattern", "^[A-Z]{3}$");
    }
}
