using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Datasets;

namespace InfoShare.Tests.Datasets;

public sealed class DeltaTests
{
    private static readonly string[] Texts = ["", "a", "a \"quoted\" one", "two\nlines", "comma, and more", "€ 丁", "\r\n", "=1+1"];

    [Theory]
    [InlineData(DatasetFormat.Ndjson)]
    [InlineData(DatasetFormat.Csv)]
    [InlineData(DatasetFormat.Ftm)]
    [InlineData(DatasetFormat.Targets)]
    public void The_Version_Before_And_The_Delta_Make_The_Next_Byte_For_Byte(DatasetFormat format) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var (before, after) = (Entries(random), Entries(random));
            foreach (var key in before.Keys.Where(_ => random.Next(2) == 0))
            {
                after[key] = before[key];
            }

            var (previous, next) = (File(before, format), File(after, format));
            var (delta, entries) = WriteAsync(previous, next, format).GetAwaiter().GetResult();
            Assert.Equal(before.Keys.Union(after.Keys).Count(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key)), entries);
            Assert.Equal(next, ApplyAsync(previous, delta, format).GetAwaiter().GetResult());
        }));

    [Fact]
    public async Task A_Delta_Of_Nothing_Is_Empty_And_Changes_Nothing()
    {
        var file = File(new() { ["a"] = "1", ["b"] = "2" }, DatasetFormat.Csv);
        var (delta, entries) = await WriteAsync(file, file, DatasetFormat.Csv);
        Assert.Equal(0, entries);
        Assert.Equal("op,id,text\r\n", delta);
        Assert.Equal(file, await ApplyAsync(file, delta, DatasetFormat.Csv));
    }

    [Fact]
    public async Task A_Delta_Of_Another_Version_Is_Refused()
    {
        var (first, second) = (File(new() { ["a"] = "1" }, DatasetFormat.Ndjson), File(new() { ["a"] = "1", ["b"] = "2" }, DatasetFormat.Ndjson));
        var (adds, _) = await WriteAsync(first, second, DatasetFormat.Ndjson);
        var (deletes, _) = await WriteAsync(second, first, DatasetFormat.Ndjson);
        await Assert.ThrowsAsync<InvalidDataException>(() => ApplyAsync(second, adds, DatasetFormat.Ndjson));
        await Assert.ThrowsAsync<InvalidDataException>(() => ApplyAsync(first, deletes, DatasetFormat.Ndjson));
    }

    [Theory]
    [InlineData("{\"id\":\"b\"}\n{\"id\":\"a\"}\n")]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"a\"}\n")]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("no id\n")]
    public async Task A_Damaged_File_Is_Refused(string damaged)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => WriteAsync(damaged, "", DatasetFormat.Ndjson));
        await Assert.ThrowsAsync<InvalidDataException>(() => WriteAsync("", damaged, DatasetFormat.Ndjson));
    }

    private static SortedDictionary<string, string> Entries(Random random)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var count = random.Next(12); count > 0; count--)
        {
            entries[random.Next(15).ToString("D2", CultureInfo.InvariantCulture)] = Texts[random.Next(Texts.Length)];
        }

        return entries;
    }

    private static string File(SortedDictionary<string, string> entries, DatasetFormat format)
    {
        var file = new StringBuilder(format switch
        {
            DatasetFormat.Csv => "id,text\r\n",
            DatasetFormat.Targets => "\"id\",\"text\"\n",
            _ => "",
        });
        foreach (var (key, text) in entries)
        {
            var quoted = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            file.Append(format switch
            {
                DatasetFormat.Csv => $"{key},{quoted}\r\n",
                DatasetFormat.Targets => $"\"{key}\",{quoted}\n",
                _ => $"{{\"id\":\"{key}\",\"text\":{System.Text.Json.JsonSerializer.Serialize(text)}}}\n",
            });
        }

        return file.ToString();
    }

    private static async Task<(string Delta, long Entries)> WriteAsync(string previous, string next, DatasetFormat format)
    {
        var framing = EntryFraming.Of(format);
        using var output = new MemoryStream();
        await using var left = Reader(previous, framing, false);
        await using var right = Reader(next, framing, false);
        var entries = await Delta.WriteAsync(left, right, framing, bytes => output.WriteAsync(bytes), default);
        return (Encoding.UTF8.GetString(output.ToArray()), entries);
    }

    private static async Task<string> ApplyAsync(string previous, string delta, DatasetFormat format)
    {
        var framing = EntryFraming.Of(format);
        using var output = new MemoryStream();
        await using var left = Reader(previous, framing, false);
        await using var right = Reader(delta, framing, true);
        await Delta.ApplyAsync(left, right, framing, bytes => output.WriteAsync(bytes), default);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static EntryReader Reader(string text, EntryFraming framing, bool isDelta) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), framing, isDelta);
}
