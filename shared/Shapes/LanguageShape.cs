using InfoShare.Codes;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A language tag that is well-formed by BCP 47, in the letter case that it recommends.</summary>
public sealed class LanguageShape : StringShape
{
    protected override string Noun => "a language tag";

    public override string? Normalise(string text, ShapeReading reading)
    {
        if (LanguageTag.Normalise(text) is { } tag)
        {
            return tag;
        }

        reading.Refuse(ErrorCodes.InvalidLanguage, $"'{Shown(text)}' is not a language tag of BCP 47, such as 'zh-Hans' or 'de'.");
        return null;
    }
}
