using System.Text.Json;
using InfoShare.Codes.Lists;
using InfoShare.Json;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Dispositions;

/// <summary>Reads the body of <c>POST /alerts/{id}/dispositions</c>, <c>{answer, note?}</c>, strictly and with all errors at once.</summary>
public static class DispositionReader
{
    /// <summary>Characters of a note.</summary>
    public const int MaxNote = 2000;

    private static readonly ObjectShape Shape = new(
        [
            Required("answer", new CodeShape(DispositionAnswers.List), "What was found."),
            Optional("note", new TextShape(MaxNote, TextKind.Prose), "What the institution should know of it."),
        ]);

    /// <summary>The draft, or null with at least one error added.</summary>
    public static DispositionDraft? Read(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors);
        if (document is null)
        {
            return null;
        }

        var reading = new ShapeReading();
        reading.Begin(errors);
        Shape.Read(document.RootElement, reading);
        if (reading.Failures > 0)
        {
            return null;
        }

        using var normal = JsonDocument.Parse(reading.Normal.Written.ToArray());
        return Code<DispositionAnswer>.TryParse(normal.RootElement.GetProperty("answer"u8).GetString(), out var answer)
            ? new(answer, normal.RootElement.TryGetProperty("note"u8, out var note) ? note.GetString() : null)
            : throw new InvalidDataException("The list of answers has a code that is none.");
    }
}
