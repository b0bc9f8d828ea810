using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Merchants;

/// <summary>What records share: codes and countries, agencies, labels. Number 0 of the codes means absent.</summary>
internal sealed class Vocabulary
{
    private readonly Interned<string?> _codes = new();

    private readonly Interned<AgencyId> _agencies = new();

    private readonly Interned<Label> _labels = new();

    public Vocabulary() => _codes.Add("", _ => null);

    public long SizeInBytes => _codes.SizeInBytes + _agencies.SizeInBytes + (2 * _labels.SizeInBytes);

    public string? Code(int number) => _codes[number];

    public AgencyId Agency(int number) => _agencies[number];

    public Label Label(int number) => _labels[number];

    public int AddCode(string? code) => _codes.Add(code ?? "", text => text);

    public int AddAgency(AgencyId agency) => _agencies.Add(agency.ToString(), _ => agency);

    public int AddLabel(Label label) => _labels.Add(JsonSerializer.Serialize(label, StoredJson.Default.Label), _ => label);

    public bool TryFindCode(string code, out int number) => _codes.TryFind(code, out number);

    public bool TryFindAgency(AgencyId agency, out int number) => _agencies.TryFind(agency.ToString(), out number);
}
