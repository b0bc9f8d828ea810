using System.Text.RegularExpressions;

namespace InfoShare.Identifiers.Rules;

/// <summary>
/// Number under which a web site is filed (备) or licensed (证) in China: <c>京ICP备12345678号-1</c>, <c>京公网安备11010502030143号</c>,
/// <c>粤B2-20090059</c>. Canonical: simplified characters, no white space, 号 after the number of a filing or licence.
/// </summary>
internal sealed partial class IcpRule : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Upper(string.Concat(text.Where(unit => !char.IsWhiteSpace(unit)).Select(Simplified)));
        if (Telecom().IsMatch(value))
        {
            return IdentifierReading.Right(value);
        }

        return Filing().Match(value) is { Success: true } filing
            ? IdentifierReading.Right(filing.Groups["number"].Value + "号" + filing.Groups["site"].Value)
            : IdentifierReading.Refused("An ICP number has the form 京ICP备12345678号-1, 京公网安备11010502030143号 or 粤B2-20090059.");
    }

    private static char Simplified(char unit) => unit switch
    {
        '備' => '备',
        '證' => '证',
        '號' => '号',
        '網' => '网',
        _ => IdentifierText.IsHyphen(unit) ? '-' : unit,
    };

    [GeneratedRegex("^(?<number>[\u4E00-\u9FFF]{1,2}(ICP[备证]|公网安备)[0-9]{5,14})号?(?<site>-[0-9]{1,4})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Filing();

    [GeneratedRegex("^[\u4E00-\u9FFF]{0,2}[AB][12][.]?-[0-9]{5,14}(-[0-9]{1,4})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Telecom();
}
