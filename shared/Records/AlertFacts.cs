using System.Globalization;

namespace InfoShare.Records;

/// <summary>What an alert says that statistics need.</summary>
/// <param name="DetectedOn">Day of its detection, in UTC.</param>
/// <param name="Amounts">The observed amounts, one per currency.</param>
/// <param name="CounterpartyCountries">ISO 3166-1 alpha-2.</param>
public sealed record AlertFacts(DateOnly DetectedOn, IReadOnlyList<AlertAmount> Amounts, IReadOnlyList<string> CounterpartyCountries);

/// <summary>An amount as published.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Value">A decimal number, 0 or more.</param>
public sealed record AlertAmount(string Currency, string Value)
{
    public decimal Number => decimal.Parse(Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
