using System.Text;

namespace InfoShare.Merchants;

/// <summary>Reads, part by part in their order, what <see cref="FactsWriter"/> wrote after the fixed part.</summary>
internal ref struct FactsReader(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public int Number()
    {
        var (value, shift) = (0u, 0);
        while (true)
        {
            var next = _rest[0];
            _rest = _rest[1..];
            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (int)value;
            }

            shift += 7;
        }
    }

    public ReadOnlySpan<byte> Utf8()
    {
        var length = Number();
        var text = _rest[..length];
        _rest = _rest[length..];
        return text;
    }

    public string Text() => Encoding.UTF8.GetString(Utf8());

    public void SkipNames()
    {
        for (var count = Number(); count > 0; count--)
        {
            Number();
            Number();
            Utf8();
        }
    }

    public void SkipIdentifiers()
    {
        for (var count = Number(); count > 0; count--)
        {
            Number();
            Utf8();
        }
    }

    public void SkipParties()
    {
        for (var count = Number(); count > 0; count--)
        {
            Number();
            Number();
            SkipNames();
            SkipIdentifiers();
        }
    }

    public void SkipTexts()
    {
        Utf8();
        Utf8();
        Number();
        Number();
        for (var count = Number(); count > 0; count--)
        {
            Number();
        }
    }
}
