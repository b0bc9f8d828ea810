using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using InfoShare.Identifiers;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Merchants;

/// <summary>
/// Encodes a version as the index keeps it: <see cref="RowFacts"/>, then the texts of its header, its merchant's names and identifiers,
/// its parties, and what an alert observed. Numbers are LEB128, texts UTF-8 behind their length. <see cref="FactsReader"/> reads it.
/// </summary>
internal sealed class FactsWriter(Vocabulary vocabulary)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>The encoded entry; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(SequenceEntry entry, byte shard)
    {
        _buffer.ResetWrittenCount();
        var row = RowOf(entry.Header, shard);
        _buffer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<RowFacts>(in row)));
        Texts(entry.Header);
        var retracted = entry.Header.Status == RecordStatus.Retracted;
        Code(retracted ? null : entry.Merchant.Kind);
        Names(retracted ? [] : entry.Merchant.Names);
        Identifiers(retracted ? [] : entry.Merchant.Identifiers);
        Parties(retracted ? [] : entry.Parties);
        Alert(retracted ? null : entry.Alert);
        return _buffer.WrittenSpan;
    }

    private RowFacts RowOf(RecordHeader header, byte shard) => new()
    {
        PublishedAt = header.PublishedAt.UtcTicks,
        UpdatedAt = header.UpdatedAt.UtcTicks,
        PublicityEndsAt = header.PublicityEndsAt?.UtcTicks ?? 0,
        Version = header.Version,
        Publisher = vocabulary.AddAgency(header.Publisher),
        Label = vocabulary.AddLabel(header.Label),
        DecidedOn = header.DecidedOn?.DayNumber ?? RowFacts.Absent,
        PublisherJurisdiction = vocabulary.AddCode(header.PublisherJurisdiction),
        MerchantCountry = vocabulary.AddCode(header.MerchantCountry),
        Category = vocabulary.AddCode(header.Category),
        Typology = vocabulary.AddCode(header.Typology),
        RiskScore = (short)(header.RiskScore ?? RowFacts.Absent),
        Kind = (byte)header.Id.Kind,
        Status = (byte)header.Status,
        Change = (byte)header.Change,
        Shard = shard,
    };

    private void Texts(RecordHeader header)
    {
        Text(header.Reference);
        Text(header.Reason ?? "");
        Code(header.Severity);
        Code(header.Stage);
        Number(header.Measures.Count);
        foreach (var measure in header.Measures)
        {
            Code(measure);
        }
    }

    private void Names(IReadOnlyList<MerchantName> names)
    {
        Number(names.Count);
        foreach (var name in names)
        {
            Number((vocabulary.AddCode(name.Kind) << 1) | (name.Weak ? 1 : 0));
            Code(name.Language);
            Text(name.Text);
        }
    }

    private void Identifiers(IReadOnlyList<Identifier> identifiers)
    {
        Number(identifiers.Count);
        foreach (var identifier in identifiers)
        {
            Number((vocabulary.AddCode(identifier.Scheme) << 1) | (identifier.Unverified ? 1 : 0));
            Text(identifier.Value);
        }
    }

    private void Parties(IReadOnlyList<PartyFacts> parties)
    {
        Number(parties.Count);
        foreach (var party in parties)
        {
            Code(party.Role);
            Code(party.Country);
            Names(party.Names);
            Identifiers(party.Identifiers);
        }
    }

    /// <summary>0, or the day and what was observed: amounts by currency, countries.</summary>
    private void Alert(AlertFacts? alert)
    {
        Number(alert?.DetectedOn.DayNumber ?? 0);
        if (alert is null)
        {
            return;
        }

        Number(alert.Amounts.Count);
        foreach (var amount in alert.Amounts)
        {
            Code(amount.Currency);
            Text(amount.Value);
        }

        Number(alert.CounterpartyCountries.Count);
        foreach (var country in alert.CounterpartyCountries)
        {
            Code(country);
        }
    }

    private void Code(string? code) => Number(vocabulary.AddCode(code));

    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(length)));
    }

    private void Number(int number)
    {
        var rest = (uint)number;
        var span = _buffer.GetSpan(5);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        _buffer.Advance(length);
    }
}
