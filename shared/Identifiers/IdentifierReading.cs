using InfoShare.Json;

namespace InfoShare.Identifiers;

/// <summary>What reading a text as an identifier of one scheme gave: right, of the right form with a wrong check digit, or refused.</summary>
public readonly record struct IdentifierReading
{
    /// <summary>The canonical form; null when refused.</summary>
    public string? Value { get; private init; }

    /// <summary>A code of <see cref="ErrorCodes"/>; null when the identifier is right.</summary>
    public string? Code { get; private init; }

    /// <summary>What is wrong and what was expected; null when the identifier is right.</summary>
    public string? Message { get; private init; }

    public static IdentifierReading Right(string value) => new() { Value = value };

    /// <summary>Of the right form, but the check digit does not fit the rest.</summary>
    public static IdentifierReading WrongCheckDigit(string value, string message) =>
        new() { Value = value, Code = ErrorCodes.CheckDigit, Message = message };

    public static IdentifierReading Refused(string message) => Refused(ErrorCodes.InvalidIdentifier, message);

    public static IdentifierReading Refused(string code, string message) => new() { Code = code, Message = message };

    /// <summary>Right if <paramref name="expected"/> is null; else it says what the check digit should have been.</summary>
    public static IdentifierReading Checked(string value, string? expected) =>
        expected is null ? Right(value) : WrongCheckDigit(value, $"The check digit of '{value}' is wrong: expected {expected}.");
}
