using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// The wide columns of a kind of record: what the hub knows of it, its merchant's name and identifiers in columns of their own as in a
/// submission, then every other value of its shape. A column of a list holds the values of all its items.
/// </summary>
internal sealed class RecordColumns
{
    private static readonly ConcurrentDictionary<(RecordKind Kind, bool IsPublic), RecordColumns> Known = [];

    private static readonly string[] Head = ["id", "version", "status", "publisher", "publisherJurisdiction", "publishedAt", "updatedAt"];

    private static readonly string[] MemberHead = ["reason", "tlp", "audience", "onwardSharing", "reference"];

    /// <summary>Written by hand: they are not one value per column.</summary>
    private static readonly string[] OfMerchant = ["names", "identifiers"];

    private readonly bool _isPublic;

    /// <summary>In the order of the columns.</summary>
    private readonly List<ColumnGroup> _groups = [];

    /// <summary>In the order of the members in canonical JSON.</summary>
    private readonly (byte[] Utf8, int Group)[] _sorted;

    private RecordColumns(RecordKind kind, bool isPublic)
    {
        _isPublic = isPublic;
        var names = new List<string>(isPublic ? Head : [.. Head, .. MemberHead]);
        names.AddRange(["name", "aliases", .. IdentifierScheme.All.Select(scheme => $"id.{scheme.Code}"), "identifiers.unverified"]);
        foreach (var member in RecordShapes.Of(kind).Members.Where(member => member.Name is not ("label" or "reference") && (!isPublic || RecordView.IsPublicMember(member.Name))))
        {
            var paths = Leaves(member.Name, member.Shape, member.Name == "merchant").ToList();
            names.AddRange(paths.Select(path => string.Join('.', path.Prepend(member.Name))));
            _groups.Add(new(member.Name, paths.ConvertAll(path => path.Select(Encoding.ASCII.GetBytes).ToArray())));
        }

        Names = names;
        _sorted = [.. _groups.Select((group, at) => (Encoding.ASCII.GetBytes(group.Member), at)).OrderBy(pair => _groups[pair.at].Member, StringComparer.Ordinal)];
    }

    /// <summary>The columns' names, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    public static RecordColumns Of(RecordKind kind, bool isPublic) => Known.GetOrAdd((kind, isPublic), key => new(key.Kind, key.IsPublic));

    public void WriteHeader(IBufferWriter<byte> output)
    {
        var row = new CsvRow(output, quoteAll: false);
        foreach (var name in Names)
        {
            row.Cell(name);
        }

        row.End();
    }

    public void Write(RecordHeader header, JsonElement body, RecordView view, IBufferWriter<byte> output)
    {
        var row = new CsvRow(output, quoteAll: false);
        WriteHead(row, header, body, view);
        WriteMerchant(row, body.GetProperty("merchant"u8));
        var values = Find(body);
        for (var at = 0; at < _groups.Count; at++)
        {
            foreach (var path in _groups[at].Paths)
            {
                if (values[at].ValueKind == JsonValueKind.Undefined)
                {
                    row.Empty();
                }
                else if (_groups[at].IsRelated)
                {
                    row.Cell([.. values[at].EnumerateArray().Where(view.TellsOfRelated).Select(item => Cell(item, path, 0, 1))]);
                }
                else
                {
                    Write(row, values[at], path);
                }
            }
        }

        row.End();
    }

    /// <summary>A value that is one text, which most are, goes as it is; else all that the path leads to.</summary>
    private static void Write(CsvRow row, JsonElement value, byte[][] path)
    {
        var (single, at) = (value, 0);
        while (true)
        {
            if (single.ValueKind == JsonValueKind.Array && single.GetArrayLength() == 1)
            {
                single = single[0];
            }
            else if (single.ValueKind == JsonValueKind.Object && at < path.Length)
            {
                if (!single.TryGetProperty(path[at++], out single))
                {
                    row.Empty();
                    return;
                }
            }
            else
            {
                break;
            }
        }

        if (single.ValueKind is JsonValueKind.String or JsonValueKind.Number && at == path.Length)
        {
            var raw = JsonMarshal.GetRawUtf8Value(single);
            raw = raw[0] == '"' ? raw[1..^1] : raw;
            if (CsvRow.IsPlain(raw))
            {
                row.Plain(raw);
                return;
            }
        }

        row.Cell(Cell(value, path, 0, 0));
    }

    /// <param name="depth">Lists so far: the first separates its items by semicolons, those within by bars.</param>
    private static string Cell(JsonElement value, byte[][] path, int at, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var items = new List<string>(value.GetArrayLength());
            foreach (var item in value.EnumerateArray())
            {
                items.Add(Cell(item, path, at, depth + 1));
            }

            return CsvRow.Join(items, depth == 0 ? ';' : '|');
        }

        if (at == path.Length)
        {
            return Text(value);
        }

        return value.TryGetProperty(path[at], out var inner) ? Cell(inner, path, at + 1, depth) : "";
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    private static IEnumerable<string[]> Leaves(string name, Shape shape, bool isMerchant = false) => (shape is IdentifierShape ? IdentifierShape.Described : shape) switch
    {
        ObjectShape inner => inner.Members.Where(member => !(isMerchant && OfMerchant.Contains(member.Name)))
            .SelectMany(member => Leaves(member.Name, member.Shape).Select(path => (string[])[member.Name, .. path])),
        ArrayShape list => Leaves(name, list.Item),
        _ => [[]],
    };

    /// <summary>As in a submission: <c>kind:customs+jurisdiction:DE</c>.</summary>
    private static string Entry(JsonElement entry) =>
        string.Join('+', entry.EnumerateObject().Select(part => part.NameEquals("agency"u8) ? Text(part.Value) : $"{part.Name}:{Text(part.Value)}"));

    private static void WriteMerchant(CsvRow row, JsonElement merchant)
    {
        var names = TargetReading.NamesOf(merchant);
        var first = names.Find(name => name.Kind == "legal") ?? (names.Count > 0 ? names[0] : null);
        row.Cell(first?.Text ?? "");
        names.Remove(first!);
        row.Cell(names.ConvertAll(name => name.Text));
        var identifiers = TargetReading.IdentifiersOf(merchant);
        foreach (var scheme in IdentifierScheme.All)
        {
            WriteIdentifiers(row, identifiers, scheme.Code);
        }

        row.Cell([.. identifiers.Where(identifier => identifier.Unverified).Select(identifier => $"{identifier.Scheme}:{identifier.Value}")]);
    }

    private static void WriteIdentifiers(CsvRow row, List<Identifier> identifiers, string scheme)
    {
        List<string>? values = null;
        foreach (var identifier in identifiers)
        {
            if (!identifier.Unverified && string.Equals(identifier.Scheme, scheme, StringComparison.Ordinal))
            {
                (values ??= []).Add(identifier.Value);
            }
        }

        if (values is null)
        {
            row.Empty();
        }
        else
        {
            row.Cell(values);
        }
    }

    /// <summary>The value of each group's member. Both the members of a body and the groups' names are sorted: one walk finds all.</summary>
    private JsonElement[] Find(JsonElement body)
    {
        var values = new JsonElement[_groups.Count];
        var next = 0;
        foreach (var member in body.EnumerateObject())
        {
            var name = JsonMarshal.GetRawUtf8PropertyName(member);
            while (next < _sorted.Length && name.SequenceCompareTo(_sorted[next].Utf8) > 0)
            {
                next++;
            }

            if (next < _sorted.Length && name.SequenceEqual(_sorted[next].Utf8))
            {
                values[_sorted[next++].Group] = member.Value;
            }
        }

        return values;
    }

    private void WriteHead(CsvRow row, RecordHeader header, JsonElement body, RecordView view)
    {
        row.Cell(header.Id.ToString());
        row.Cell(header.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        row.Cell(Code<RecordStatus>.Of(header.Status));
        row.Cell(header.Publisher.ToString());
        row.Cell(header.PublisherJurisdiction);
        row.Cell(Instant.Format(header.PublishedAt));
        row.Cell(Instant.Format(header.UpdatedAt));
        if (_isPublic)
        {
            return;
        }

        var label = body.GetProperty("label"u8);
        row.Cell(header.Reason ?? "");
        row.Cell(Code<Tlp>.Of(header.Label.Tlp));
        row.Cell(label.TryGetProperty("audience"u8, out var audience) ? string.Join(';', audience.EnumerateArray().Where(view.TellsOf).Select(Entry)) : "");
        row.Cell(label.TryGetProperty("onwardSharing"u8, out var onward) ? Text(onward) : "");
        row.Cell(header.Reference);
    }

    /// <summary>The columns of one member of a record.</summary>
    private sealed record ColumnGroup(string Member, List<byte[][]> Paths)
    {
        public bool IsRelated { get; } = Member == "relatedRecords";
    }
}
