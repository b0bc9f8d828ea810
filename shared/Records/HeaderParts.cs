using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>A header's members while it is read; what is not there is left at its default.</summary>
internal struct HeaderParts
{
    private RecordId _id;
    private int _version;
    private RecordStatus _status;
    private RecordChange _change;
    private AgencyId _publisher;
    private string? _jurisdiction;
    private string? _reference;
    private Label? _label;
    private DateTimeOffset _publishedAt;
    private DateTimeOffset _updatedAt;
    private string? _reason;
    private string? _category;
    private string? _typology;
    private IReadOnlyList<string>? _measures;
    private string? _severity;
    private string? _stage;
    private int? _riskScore;
    private string? _merchantCountry;
    private DateOnly? _decidedOn;
    private DateTimeOffset? _publicityEndsAt;
    private byte[]? _contentHash;

    /// <summary>Reads the value of a member.</summary>
    public void Read(ref Utf8JsonReader reader, HeaderMember member)
    {
        switch (member)
        {
            case HeaderMember.Id:
                _id = reader.Record();
                break;
            case HeaderMember.Version:
                _version = reader.GetInt32();
                break;
            case HeaderMember.Status:
                _status = JsonCode<RecordStatus>.Read(ref reader);
                break;
            case HeaderMember.Change:
                _change = JsonCode<RecordChange>.Read(ref reader);
                break;
            case HeaderMember.Publisher:
                _publisher = StoredReading.ReadAgency(ref reader);
                break;
            case HeaderMember.PublisherJurisdiction:
                _jurisdiction = reader.RepeatedText();
                break;
            case HeaderMember.Reference:
                _reference = reader.Text();
                break;
            case HeaderMember.Label:
                _label = LabelCoding.Read(ref reader);
                break;
            case HeaderMember.PublishedAt:
                _publishedAt = reader.GetDateTimeOffset();
                break;
            case HeaderMember.UpdatedAt:
                _updatedAt = reader.GetDateTimeOffset();
                break;
            default:
                ReadContent(ref reader, member);
                break;
        }
    }

    /// <summary>The header, once all that it requires has been read.</summary>
    public readonly RecordHeader ToHeader() => new()
    {
        Id = _id,
        Version = _version,
        Status = _status,
        Change = _change,
        Publisher = _publisher,
        PublisherJurisdiction = _jurisdiction!,
        Reference = _reference!,
        Label = _label!,
        PublishedAt = _publishedAt,
        UpdatedAt = _updatedAt,
        Reason = _reason,
        Category = _category,
        Typology = _typology,
        Measures = _measures ?? [],
        Severity = _severity,
        Stage = _stage,
        RiskScore = _riskScore,
        MerchantCountry = _merchantCountry,
        DecidedOn = _decidedOn,
        PublicityEndsAt = _publicityEndsAt,
        ContentHash = _contentHash,
    };

    private void ReadContent(ref Utf8JsonReader reader, HeaderMember member)
    {
        switch (member)
        {
            case HeaderMember.Reason:
                _reason = reader.Text();
                break;
            case HeaderMember.Category:
                _category = reader.RepeatedText();
                break;
            case HeaderMember.Typology:
                _typology = reader.RepeatedText();
                break;
            case HeaderMember.Measures:
                _measures = reader.List(StoredReading.ReadRepeatedText);
                break;
            case HeaderMember.Severity:
                _severity = reader.RepeatedText();
                break;
            case HeaderMember.Stage:
                _stage = reader.RepeatedText();
                break;
            case HeaderMember.RiskScore:
                _riskScore = reader.GetInt32();
                break;
            case HeaderMember.MerchantCountry:
                _merchantCountry = reader.RepeatedText();
                break;
            case HeaderMember.DecidedOn:
                _decidedOn = reader.Day();
                break;
            case HeaderMember.PublicityEndsAt:
                _publicityEndsAt = reader.GetDateTimeOffset();
                break;
            case HeaderMember.ContentHash:
                _contentHash = reader.GetBytesFromBase64();
                break;
        }
    }
}
