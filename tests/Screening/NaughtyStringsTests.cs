using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Screening;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

/// <summary>A published list of strings that programs have stumbled over, each line as a name.</summary>
public sealed class NaughtyStringsTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(20);

    private static readonly List<string> Lines = Read();

    [Fact]
    public void Every_Line_Has_An_Answer_In_Bounded_Time_Also_Among_All_The_Others()
    {
        Assert.True(Lines.Count > 400, $"{Lines.Count} lines");
        var hub = new IndexFixture();
        foreach (var (at, line) in Lines.Index())
        {
            hub.Publish("cn-customs", $"N-{at}", IndexFixture.Green, name: line);
        }

        var screening = new MerchantScreening(hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now);
        Assert.All(Lines, line =>
        {
            var query = new ScreeningQuery { Names = [line], Threshold = 0 };
            screening.Find(query);
            var best = Enumerable.Range(0, 5).Min(_ =>
            {
                var start = Stopwatch.GetTimestamp();
                Assert.All(screening.Find(query), hit => Assert.InRange(hit.Score, 0, 1));
                return Stopwatch.GetElapsedTime(start);
            });
            Assert.True(best < Bound * Math.Max(1, line.Length / 1000.0), $"{best.TotalMilliseconds} ms");
        });
    }

    [Fact]
    public async Task Every_Line_Is_Answered_Or_Refused_By_The_Hub_And_Never_Fails()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("cn-customs", Roles.Reader);
        foreach (var line in Lines)
        {
            var question = new JsonObject { ["queries"] = new JsonObject { ["a"] = new JsonObject { ["names"] = new JsonArray(line) } } };
            using var content = HubDriver.Json(question);
            using var screened = await client.PostAsync(new Uri("screenings", UriKind.Relative), content);
            using var found = await client.GetAsync(new Uri("merchants?name=" + Uri.EscapeDataString(line), UriKind.Relative));
            Assert.All([screened, found], answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.StatusCode}: {line}"));
        }
    }

    private static List<string> Read()
    {
        using var stream = typeof(NaughtyStringsTests).Assembly.GetManifestResourceStream("naughty-strings.txt")!;
        using var text = new StreamReader(stream);
        var lines = new List<string>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
