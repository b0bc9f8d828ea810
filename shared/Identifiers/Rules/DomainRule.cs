using InfoShare.Text;

namespace InfoShare.Identifiers.Rules;

/// <summary>
/// Domain name (RFC 1034, 1123): lower-case, without a dot at its end. Names with other letters than ASCII's are kept as their A-labels
/// (<c>xn--…</c>, RFC 3492 over NFKC in lower-case), so that both ways of writing one are equal. Nothing else is taken off:
/// <c>www.shop.example</c> and <c>shop.example</c> are two names.
/// </summary>
internal sealed class DomainRule : IdentifierRule
{
    private const int MaxLabel = 63;

    public override IdentifierReading Read(string text)
    {
        var labels = IdentifierText.Lower(text).Replace('。', '.').Split('.').Select(Punycode.ToALabel).ToList();
        if (labels.Count > 1 && labels[^1].Length == 0)
        {
            labels.RemoveAt(labels.Count - 1);
        }

        return labels.Count > 1 && labels.All(IsLabel) && !IdentifierText.IsDigits(labels[^1])
            ? IdentifierReading.Right(string.Join('.', labels))
            : IdentifierReading.Refused("A domain name has the form shop.example: without scheme, port, path and white space, and no IP address.");
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(unit => char.IsAsciiDigit(unit) || char.IsAsciiLetterLower(unit) || unit is '-' or '_');
}
