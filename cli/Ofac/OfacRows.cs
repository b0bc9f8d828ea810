using System.IO.Compression;
using System.Text;

namespace InfoShare.Cli.Ofac;

/// <summary>
/// The rows of one file of the list, plain or gzip, one at a time: CSV with quotes, without a header. <c>-0- </c> means empty;
/// a lone 0x1A ends the file and is no row.
/// </summary>
/// <param name="path">The file; gzip is told by its first two bytes, not by its name.</param>
/// <param name="columns">What every row must have.</param>
public sealed class OfacRows(string path, int columns)
{
    /// <summary>How the list writes an empty field, to the letter: a last row that was cut off keeps what is left of it.</summary>
    public const string Empty = "-0- ";

    private const char EndOfFile = '\u001a';

    private readonly StringBuilder _field = new();

    /// <summary>Rows handed out so far.</summary>
    public int Count { get; private set; }

    /// <summary>The file ended inside its last row's line: it may be cut off.</summary>
    public bool EndsWithoutLineEnd { get; private set; }

    /// <exception cref="OfacFormatException">Another number of columns, an open quote, or text that is not UTF-8.</exception>
    public IEnumerable<string[]> Read()
    {
        using var file = File.OpenRead(path);
        using var content = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
        while (Next(reader) is { } row)
        {
            Count++;
            if (row.Length != columns)
            {
                throw new OfacFormatException($"{path}: row {Count} has {row.Length} columns where the list's file has {columns}.");
            }

            yield return row;
        }
    }

    private static bool IsGzip(FileStream file)
    {
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip;
    }

    private string[]? Next(StreamReader reader)
    {
        try
        {
            return Row(reader);
        }
        catch (DecoderFallbackException)
        {
            throw new OfacFormatException($"{path}: after row {Count} the file is not UTF-8.");
        }
        catch (InvalidDataException failure)
        {
            throw new OfacFormatException($"{path}: after row {Count} the gzip file cannot be read: {failure.Message}");
        }
    }

    private string[]? Row(StreamReader reader)
    {
        while (reader.Peek() is '\r' or '\n')
        {
            reader.Read();
        }

        if (reader.Peek() is -1 or EndOfFile)
        {
            return null;
        }

        var fields = new List<string>(columns);
        int end;
        do
        {
            end = Field(reader);
            fields.Add(_field.ToString() is Empty ? "" : _field.ToString());
        }
        while (end == ',');

        EndsWithoutLineEnd = end == -1;
        return [.. fields];
    }

    /// <summary>Reads one field into the buffer and returns what ended it: a comma, a line end, or -1.</summary>
    private int Field(StreamReader reader)
    {
        _field.Clear();
        var quoted = false;
        while (true)
        {
            var next = reader.Read();
            if (next == '"' && quoted && reader.Peek() == '"')
            {
                reader.Read();
                _field.Append('"');
            }
            else if (next == '"')
            {
                quoted = !quoted;
            }
            else if (next == -1 && quoted)
            {
                throw new OfacFormatException($"{path}: row {Count + 1} opens a quote that the file does not close.");
            }
            else if (!quoted && next is ',' or '\n' or -1)
            {
                return next;
            }
            else if (quoted || next != '\r')
            {
                _field.Append((char)next);
            }
        }
    }
}
