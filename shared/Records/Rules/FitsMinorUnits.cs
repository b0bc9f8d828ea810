using System.Globalization;
using InfoShare.Codes;
using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>An amount has no more digits after the point than its currency.</summary>
public sealed class FitsMinorUnits : IShapeRule
{
    public string Sentence => "The amount has at most the currency's minor units after the point.";

    public void Check(in ObjectMembers members)
    {
        if (members.Text("value") is not { } value || members.Text("currency") is not { } currency || Currencies.MinorUnits(currency) is not { } units)
        {
            return;
        }

        var point = value.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? 0 : value.Length - point - 1;
        if (digits > units)
        {
            members.Reading.Refuse("value", ErrorCodes.InvalidAmount, string.Create(
                CultureInfo.InvariantCulture, $"'{value}' has {digits} digits after the point; {currency} has {units}."));
        }
    }
}
