namespace InfoShare.Tests.Visible;

/// <summary>A population on a hub. Nothing of it has to do with another's: neither identifiers nor names.</summary>
internal sealed record Publication(string Word, IReadOnlyList<GivenRecord> Records)
{
    private const string Consonants = "bdfgklmnprstvz";

    private const string Vowels = "aeiou";

    /// <param name="number">Of the population: no other on the hub has it.</param>
    public static async Task<Publication> OfAsync(GivenHub hub, Population population, int number)
    {
        var word = Invent(new(number));
        var records = new List<GivenRecord>();
        foreach (var (place, planned) in population.Records.Index())
        {
            var record = ToGiven(planned, population, number, place, word, records);
            await hub.AddAsync(record, [.. planned.Life]);
            records.Add(record);
        }

        await hub.SettleAsync(records);
        return new(word, records);
    }

    /// <summary>An identifier that records of the population share: the first is weak.</summary>
    public static GivenIdentifier Shared(int number, int which) =>
        which == 0 ? new("domain", $"laden{number}.example") : new("registration", $"DE:HRB94{number:D4}{which}");

    private static GivenRecord ToGiven(PlannedRecord planned, Population population, int number, int place, string word, List<GivenRecord> earlier) => new(
        planned.Kind,
        planned.Publisher,
        Reference(number, place),
        $"{word} {Invent(new((place * 1_000_003) + number))}{Vowels[place % 5]}{Consonants[place % 14]}",
        [new("registration", $"DE:HRB93{number:D4}{place:D2}"), .. planned.Shared.Select(which => Shared(number, which) with { Unverified = planned.IsUnverified })])
    {
        Party = planned.Mentioned is { } mentioned ? Shared(number, mentioned) : null,
        Related = [.. planned.Related.Where(other => !IsById(other, place)).Select(other => (population.Records[other].Publisher, Reference(number, other)))],
        RelatedIds = [.. planned.Related.Where(other => IsById(other, place)).Select(other => earlier[other].Id)],
    };

    /// <summary>Every other of those that are there already.</summary>
    private static bool IsById(int other, int place) => other < place && other % 2 == 0;

    private static string Reference(int number, int place) => $"case-{number:D4}-{place:D2}-x";

    /// <summary>A word that no slip of a letter makes another of.</summary>
    private static string Invent(Random random) =>
        string.Concat(Enumerable.Range(0, 5).Select(_ => $"{Consonants[random.Next(Consonants.Length)]}{Vowels[random.Next(Vowels.Length)]}"));
}
