using InfoShare.Codes;
using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>There is one summary per language.</summary>
public sealed class TranslationsDiffer : IShapeRule
{
    public string Sentence => "There is one summary per language.";

    public void Check(in ObjectMembers members)
    {
        if (!members.TryGet("translations", out var translations))
        {
            return;
        }

        var reading = members.Reading;
        HashSet<string> languages = [members.Text("language") is { } own ? LanguageTag.Normalise(own)! : ""];
        var index = 0;
        reading.Enter("translations");
        foreach (var translation in translations.EnumerateArray())
        {
            reading.Enter(index++);
            var language = LanguageTag.Normalise(translation.GetProperty("language"u8).GetString()!)!;
            if (!languages.Add(language))
            {
                reading.Refuse("language", ErrorCodes.Duplicate, $"There is a summary in '{language}' already.");
            }

            reading.Leave();
        }

        reading.Leave();
    }
}
