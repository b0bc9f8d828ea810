using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Agencies;
using InfoShare.Cli.Ofac;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;

namespace InfoShare.Tests.Cli;

/// <summary>The real list: every row accounted for, and the delta between two snapshots.</summary>
public sealed class OfacListTests
{
    [TestListFact]
    public void Every_Row_Of_The_List_Is_Read()
    {
        var list = List("bench");

        var lines = Convert(list);

        Assert.Equal(8_976, lines.Count);
        Assert.Equal((8_976, 11_910, 13_837, 0), (list.Entries.Count, list.Aliases.Count, list.Addresses.Count, list.Orphans));
    }

    [TestListFact]
    public void Every_Line_Is_A_Record_That_The_Hub_Takes()
    {
        var publisher = new Agency { Id = AgencyId.Parse("us-sample"), Name = "Sample", Kind = AgencyKind.FinancialRegulator, Jurisdiction = "US" };
        var context = new PublishingContext(publisher, _ => true);
        var errors = new ErrorList();

        foreach (var line in Convert(List("bench")).Concat(Convert(List("older"))))
        {
            RecordReader.ReadLine(Encoding.UTF8.GetBytes(line), null, EnvelopeMembers.Line, context, errors);
        }

        Assert.Empty(errors);
    }

    [TestListFact]
    public void The_Same_Files_Give_The_Same_Bytes() => Assert.Equal(Convert(List("bench")), Convert(List("bench")));

    [TestListFact]
    public void Two_Snapshots_Differ_By_What_The_List_Changed()
    {
        var older = Contents("older");
        var newer = Contents("bench");

        var created = newer.Keys.Except(older.Keys).Count();
        var gone = older.Keys.Except(newer.Keys).Count();
        var changed = older.Count(pair => newer.TryGetValue(pair.Key, out var content) && content != pair.Value);
        var unchanged = older.Count(pair => newer.TryGetValue(pair.Key, out var content) && content == pair.Value);

        Assert.Equal((1_858, 261, 844, 6_274), (created, gone, changed, unchanged));
    }

    private static OfacList List(string snapshot)
    {
        var folder = TestListFactAttribute.Folder
            ?? throw new InvalidOperationException("The list is not here, and this is CI: the test must run. Set INFOSHARE_TEST_DATA.");
        return new(File("sdn"), File("alt"), File("add"));

        string File(string part) => Path.Combine(folder, "ofac", $"{snapshot}-{part}.csv.gz");
    }

    private static List<string> Convert(OfacList list)
    {
        using var output = new MemoryStream();
        OfacConversion.Run(list, output, "CLEAR");
        output.Position = 0;
        using var reader = new StreamReader(output);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Content by reference, lists whose order says nothing sorted.</summary>
    private static Dictionary<string, string> Contents(string snapshot) => Convert(List(snapshot))
        .Select(line => JsonNode.Parse(line)!.AsObject())
        .ToDictionary(record => record["reference"]!.GetValue<string>(), Sorted);

    private static string Sorted(JsonObject record)
    {
        var merchant = record["merchant"]!.AsObject();
        foreach (var (name, value) in merchant.ToList())
        {
            if (value is JsonArray list)
            {
                merchant[name] = new JsonArray([.. list.Select(item => item!.ToJsonString()).Order(StringComparer.Ordinal).Select(text => JsonValue.Create(text))]);
            }
        }

        return record.ToJsonString();
    }
}
