using System.Text;
using InfoShare.Submissions;

namespace InfoShare.Tests.Submissions;

public sealed class LineReaderTests
{
    private const int MaxBytes = 12;

    [Fact]
    public async Task The_Same_Csv_Has_The_Same_Rows_In_Whatever_Pieces_It_Comes()
    {
        var random = new Random(7);
        for (var run = 0; run < 300; run++)
        {
            var input = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => "a,\"\r\n"[random.Next(5)]));
            foreach (var end in "\n\r")
            {
                var whole = await ReadAsync(input, input.Length, end);
                for (var piece = 1; piece < input.Length; piece += 3)
                {
                    Assert.Equal(whole, await ReadAsync(input, piece, end));
                }
            }
        }
    }

    [Fact]
    public async Task A_Reader_That_Goes_On_From_Any_Row_Finds_The_Rows_After_It()
    {
        const string Input = "a,\"b\nc\"\n\"open,x\ny,z\r\n,\"\"\n0123456789ab\r\n0123456789abc\r\nlast";
        var whole = await ReadAsync(Input, Input.Length, '\n');

        for (var row = 0; row < whole.Count; row++)
        {
            Assert.Equal(whole[(row + 1)..], await ReadAsync(Input, 5, '\n', from: whole[row]));
        }
    }

    private static async Task<List<(long Number, long End, string Text, bool TooLong)>> ReadAsync(
        string input, int piece, char end, (long Number, long End, string Text, bool TooLong) from = default)
    {
        var rows = new List<(long, long, string, bool)>();
        var stream = new Pieces(Encoding.UTF8.GetBytes(input[(int)from.End..]), piece);
        await using var reader = new LineReader(stream, from.End, from.Number, MaxBytes, new((byte)',', (byte)end));
        while (await reader.ReadAsync(default) is { } row)
        {
            rows.Add((row.Number, row.End, Encoding.UTF8.GetString(row.Bytes.Span), row.TooLong));
        }

        return rows;
    }
}
