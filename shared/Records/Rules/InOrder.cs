using InfoShare.Json;
using InfoShare.Shapes;

namespace InfoShare.Records.Rules;

/// <summary>One date or instant is not after another.</summary>
public sealed class InOrder(string earlier, string later) : IShapeRule
{
    private const int DateLength = 10;

    public string Sentence => $"'{earlier}' is not after '{later}'.";

    public void Check(in ObjectMembers members)
    {
        if (members.Text(earlier) is { } from && members.Text(later) is { } until && IsAfter(from, until))
        {
            members.Reading.Refuse(later, ErrorCodes.WrongOrder, $"'{later}' ({until}) is before '{earlier}' ({from}).");
        }
    }

    // A date against an instant is compared by its day; both were checked before.
    private static bool IsAfter(string from, string until) =>
        InstantShape.TryParse(from, out var first) && InstantShape.TryParse(until, out var last)
            ? first > last
            : string.CompareOrdinal(from, 0, until, 0, DateLength) > 0;
}
