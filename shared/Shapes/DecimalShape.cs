using System.Globalization;
using System.Text.Json;

namespace InfoShare.Shapes;

/// <summary>A decimal number as a text, such as <c>1250.50</c>: at most 18 digits, no exponent, no grouping, kept as written.</summary>
/// <param name="negative">Whether it may be below zero.</param>
/// <param name="code">The error code of a text that is none.</param>
/// <param name="orInteger">Whether a whole JSON number of at most 15 digits is taken too.</param>
public sealed class DecimalShape(bool negative, string code, bool orInteger = false) : StringShape
{
    private const int MaxDigits = 18;
    private const long MaxInteger = 999_999_999_999_999;

    protected override string Noun => "a decimal number";

    public override void Read(JsonElement element, ShapeReading reading)
    {
        if (orInteger && element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && Math.Abs(number) <= MaxInteger)
        {
            if (Normalise(number.ToString(CultureInfo.InvariantCulture), reading) is { } text)
            {
                reading.Normal.Text(text);
            }

            return;
        }

        base.Read(element, reading);
    }

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (IsDecimal(negative && text.StartsWith('-') ? text.AsSpan(1) : text))
        {
            return text;
        }

        reading.Refuse(code, $"'{Shown(text)}' is not a decimal number{(negative ? "" : " from 0")} of at most 18 digits, such as '1250.50'.");
        return null;
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        base.WriteSchema(schema);
        schema.WriteString("pattern", $"^{(negative ? "-?" : "")}(0|[1-9][0-9]*)(\\.[0-9]+)?$");
        schema.WriteNumber("maxLength", MaxDigits + 2);
    }

    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        var digits = text.Length - (point < 0 ? 0 : 1);
        return AreDigits(whole) && AreDigits(fraction) && (whole.Length == 1 || whole[0] != '0') && digits <= MaxDigits;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
