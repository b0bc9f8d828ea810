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
            var place = _content.Place(ordinal);
            if (!rows.MayMatch(IndexedRecord.RowOf(_content.FactsAt(place))))
            {
                continue;
            }

            var record = new IndexedRecord(_content, ordinal, place);
            if (filter.Matches(record.Header))
            {
                yield return record;
            }
        }
    }

    /// <summary>The active sanctions whose publicity has ended at the time, by a column of its own: no other record is touched.</summary>
    public IEnumerable<IndexedRecord> PublicityEndedBy(DateTimeOffset now)
    {
        for (var ordinal = 0; ordinal < _content.Count; ordinal++)
        {
            if (_content.PublicityEnd(ordinal) <= now.UtcTicks && _content.Record(ordinal) is { Header: { Status: RecordStatus.Active } header } record
                && header.PublicityEndsAt <= now)
            {
                yield return record;
            }
        }
    }
}
