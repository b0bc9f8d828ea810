using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Merchants;

/// <summary>The index as one request asks it. It shows every record: whoever asks applies <c>Visibility.Allows</c> to each before using it.</summary>
public readonly struct IndexView
{
    private readonly IndexContent _content;

    internal IndexView(IndexContent content) => _content = content;

    /// <summary>Records, retracted ones too.</summary>
    public int Count => _content.Count;

    internal IndexContent Content => _content;

    public bool TryGet(RecordId id, out IndexedRecord record) => _content.TryFind(id, out record);

    /// <summary>Records in descending order of their version 1, from the last that stands before <paramref name="before"/>.</summary>
    public IEnumerable<IndexedRecord> Newest(SequenceIndex before)
    {
        for (var ordinal = _content.OrdinalAt(before) - 1; ordinal >= 0; ordinal--)
        {
            yield return _content.Record(ordinal);
        }
    }

    /// <summary>Those of <see cref="Newest(SequenceIndex)"/> that match the filter.</summary>
    public IEnumerable<IndexedRecord> Newest(SequenceIndex before, RecordFilter filter)
    {
        var rows = new RowFilter(filter, _content.Words);
        for (var ordinal = rows.IsEmpty ? -1 : _content.OrdinalAt(before) - 1; ordinal >= 0; ordinal--)
        {
            var facts = _content.Facts(ordinal);
            if (!rows.MayMatch(IndexedRecord.RowOf(facts.Span)))
            {
                continue;
            }

            var record = new IndexedRecord(_content, ordinal, facts);
            if (filter.Matches(record.Header))
            {
                yield return record;
            }
        }
    }
}
