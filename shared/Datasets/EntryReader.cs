using System.IO.Pipelines;

namespace InfoShare.Datasets;

/// <summary>Reads a file, or a delta, entry by entry, holding one at a time.</summary>
public sealed class EntryReader : IAsyncDisposable
{
    /// <summary>An entry is a record in one of its forms, which are a few times its size.</summary>
    public const int MaxEntryBytes = 16 * 1024 * 1024;

    private readonly PipeReader _input;

    private readonly EntryFraming _framing;

    private readonly bool _isDelta;

    private byte[] _entry = new byte[16 * 1024];

    private int _length;

    /// <summary>The key of the entry before; no key is empty.</summary>
    private byte[] _before = new byte[64];

    private int _beforeLength;

    /// <param name="content">Uncompressed; disposed with the reader.</param>
    /// <param name="isDelta">Its entries are wrapped.</param>
    public EntryReader(Stream content, EntryFraming framing, bool isDelta = false)
    {
        _input = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        (_framing, _isDelta) = (framing, isDelta);
    }

    /// <summary>The header, empty where the format has none; there after the first read.</summary>
    public byte[] Header { get; private set; } = [];

    /// <summary>The entry that was read last, with the line's end; nothing at the end.</summary>
    public ReadOnlyMemory<byte> Entry => _entry.AsMemory(0, _length);

    public bool IsAtEnd { get; private set; }

    /// <summary>The entry's key.</summary>
    public ReadOnlySpan<byte> Key => _framing.KeyOf(_isDelta ? Entry.Span[_framing.PrefixLength..] : Entry.Span);

    /// <summary>Reads the header and the first entry; call once, before anything else.</summary>
    /// <exception cref="InvalidDataException">A header is missing, or an entry does not end.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_framing.HasHeader)
        {
            Header = await ReadAsync(cancellationToken) ? Entry.ToArray() : throw new InvalidDataException("There is no header.");
        }

        await NextAsync(cancellationToken);
    }

    /// <summary>Goes on to the next entry.</summary>
    /// <exception cref="InvalidDataException">The entry does not end, or the entries are not in the order of their keys.</exception>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        IsAtEnd = !await ReadAsync(cancellationToken);
        if (!IsAtEnd)
        {
            CheckOrder();
        }
    }

    public ValueTask DisposeAsync() => _input.CompleteAsync();

    private void CheckOrder()
    {
        var key = Key;
        if (key.SequenceCompareTo(_before.AsSpan(0, _beforeLength)) <= 0)
        {
            throw new InvalidDataException("The entries are not sorted by their ids.");
        }

        if (key.Length > _before.Length)
        {
            _before = new byte[2 * key.Length];
        }

        key.CopyTo(_before);
        _beforeLength = key.Length;
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _length = 0;
        var inQuotes = false;
        while (true)
        {
            var result = await _input.ReadAsync(cancellationToken);
            var consumed = 0L;
            foreach (var part in result.Buffer)
            {
                var end = EndOf(part.Span, ref inQuotes);
                Append(part.Span[..(end < 0 ? part.Length : end)]);
                consumed += end < 0 ? part.Length : end;
                if (end >= 0)
                {
                    _input.AdvanceTo(result.Buffer.GetPosition(consumed));
                    return true;
                }
            }

            _input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return _length == 0 ? false : throw new InvalidDataException("The file ends within an entry.");
            }
        }
    }

    /// <summary>Behind the line feed that ends the entry, or −1.</summary>
    private int EndOf(ReadOnlySpan<byte> part, ref bool inQuotes)
    {
        for (var at = 0; at < part.Length;)
        {
            var found = _framing.HasQuotes ? part[at..].IndexOfAny((byte)'\n', (byte)'"') : part[at..].IndexOf((byte)'\n');
            if (found < 0)
            {
                return -1;
            }

            at += found + 1;
            if (part[at - 1] == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (!inQuotes)
            {
                return at;
            }
        }

        return -1;
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > MaxEntryBytes)
        {
            throw new InvalidDataException("An entry does not end.");
        }

        if (_length + part.Length > _entry.Length)
        {
            Array.Resize(ref _entry, Math.Max(2 * _entry.Length, _length + part.Length));
        }

        part.CopyTo(_entry.AsSpan(_length));
        _length += part.Length;
    }
}
