using System.Globalization;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A GTIN of 8, 12, 13 or 14 digits with its check digit (GS1 General Specifications, section 7.9).</summary>
public sealed class GtinShape : StringShape
{
    protected override string Noun => "a GTIN";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || !text.All(char.IsAsciiDigit))
        {
            reading.Refuse(ErrorCodes.InvalidNumber, $"'{Shown(text)}' is not a GTIN of 8, 12, 13 or 14 digits.");
            return null;
        }

        var expected = CheckDigit(text);
        if (text[^1] - '0' == expected)
        {
            return text;
        }

        reading.Refuse(ErrorCodes.CheckDigit, string.Create(CultureInfo.InvariantCulture, $"The check digit of '{text}' should be {expected}."));
        return null;
    }

    private static int CheckDigit(string text)
    {
        var sum = 0;
        for (var place = 1; place < text.Length; place++)
        {
            sum += (text[^(place + 1)] - '0') * (place % 2 == 1 ? 3 : 1);
        }

        return (10 - (sum % 10)) % 10;
    }
}
