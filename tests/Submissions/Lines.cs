using System.Globalization;
using System.Text;

namespace InfoShare.Tests.Submissions;

/// <summary>Invented sanctions as lines of NDJSON.</summary>
internal static class Lines
{
    public static string Sanction(string reference, string summary = "Sold what it did not have.", string more = "") =>
        $$$"""{"kind":"sanction","reference":"{{{reference}}}","merchant":{"names":[{"text":"Invented Trading {{{reference}}}","kind":"legal"}],"kind":"company"},"summary":"{{{summary}}}","language":"en","label":{"tlp":"GREEN"},"category":"counterfeit"{{{more}}},"measures":[{"kind":"fine"}]}""";

    public static string Retraction(string reference) => $$$"""{"kind":"sanction","op":"retract","reference":"{{{reference}}}","change":{"reason":"Decided otherwise."}}""";

    public static string Reinstatement(string reference) => $$$"""{"kind":"sanction","op":"reinstate","reference":"{{{reference}}}","change":{"reason":"Decided once more."}}""";

    public static string Correction(string reference) => Sanction(reference, "Sold nothing.", ",\"op\":\"correct\",\"change\":{\"reason\":\"It sold nothing.\"}");

    public static string Many(int count)
    {
        var text = new StringBuilder();
        for (var number = 1; number <= count; number++)
        {
            text.Append(Sanction(string.Create(CultureInfo.InvariantCulture, $"S-{number}"))).Append('\n');
        }

        return text.ToString();
    }
}
