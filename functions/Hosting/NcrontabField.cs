using System.Globalization;

namespace InfoShare.Functions.Hosting;

/// <summary>One field of a schedule: its bounds and its values' names; a parsed field is the set of values, a bit each.</summary>
internal sealed record NcrontabField(string Name, int Min, int Max, IReadOnlyList<string> Names)
{
    public static IReadOnlyList<NcrontabField> All { get; } =
    [
        new("second", 0, 59, []),
        new("minute", 0, 59, []),
        new("hour", 0, 23, []),
        new("day", 1, 31, []),
        new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new("day of the week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    public ulong Parse(string text) => text.Split(',').Aggregate(0UL, (set, part) => set | ParsePart(part));

    /// <summary><c>*</c>, <c>a</c>, <c>a-b</c>, each with <c>/step</c>; <c>a/step</c> goes on to the end.</summary>
    private ulong ParsePart(string part)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        var step = slash < 0 ? 1 : Number(part[(slash + 1)..], 1, Max);
        var range = slash < 0 ? part : part[..slash];
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var (first, last) = range == "*" ? (Min, Max)
            : dash >= 0 ? (Value(range[..dash]), Value(range[(dash + 1)..]))
            : (Value(range), slash < 0 ? Value(range) : Max);
        if (first > last)
        {
            throw new FormatException($"'{part}' ends before it begins, as a {Name}.");
        }

        var set = 0UL;
        for (var value = first; value <= last; value += step)
        {
            set |= 1UL << value;
        }

        return set;
    }

    private int Value(string text)
    {
        for (var index = 0; index < Names.Count; index++)
        {
            if (text.Equals(Names[index], StringComparison.OrdinalIgnoreCase))
            {
                return Min + index;
            }
        }

        return Number(text, Min, Max);
    }

    private int Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a {Name} from {min} to {max}."));
}
