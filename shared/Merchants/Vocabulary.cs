using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>What records share: codes and countries, agencies, labels. Number 0 of the codes means absent.</summary>
internal sealed class Vocabulary : ISnapshotPart
{
    private readonly Interned<string?> _codes = new(text => text.Length == 0 ? null : text);

    private readonly Interned<AgencyId> _agencies = new(AgencyId.Parse);

    private readonly Interned<Label> _labels = new(LabelOf);

    public Vocabulary() => _codes.Add("");

    public long SizeInBytes => _codes.SizeInBytes + _agencies.SizeInBytes + (2 * _labels.SizeInBytes);

    public string Name => "words";

    public int Version => 1;

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns =>
        [("codes", _codes.Column), ("agencies", _agencies.Column), ("labels", _labels.Column)];

    public string? Code(int number) => _codes[number];

    public AgencyId Agency(int number) => _agencies[number];

    public Label Label(int number) => _labels[number];

    public int AddCode(string? code) => _codes.Add(code ?? "");

    public int AddAgency(AgencyId agency) => _agencies.Add(agency.ToString(), agency);

    public int AddLabel(Label label) => _labels.Add(LabelCoding.ToJson(label), label);

    public bool TryFindCode(string code, out int number) => _codes.TryFind(code, out number);

    public bool TryFindAgency(AgencyId agency, out int number) => _agencies.TryFind(agency.ToString(), out number);

    public void CheckLoaded()
    {
        // Every text was made into its value, or loading has failed.
    }

    private static Label LabelOf(string json) =>
        LabelCoding.OfJson(json) ?? throw new InvalidDataException("A label is null.");
}
