using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Tests.Merchants;

/// <summary>Publishes a record, or corrects it if it is there, and perhaps retracts it.</summary>
/// <param name="Publicity">Days from now until its publicity ends.</param>
internal sealed record PlannedStep(
    string Publisher, string Reference, RecordKind Kind, Label Label, IReadOnlyList<Identifier> Identifiers, bool IsTrading, Identifier? Party, RecordStatus Status,
    int? Publicity, bool IsRetracted)
{
    public void Take(IndexFixture hub)
    {
        var id = hub.Publish(
            Publisher,
            Reference,
            Label,
            Identifiers,
            IsTrading ? "Ostwind Trading GmbH" : "Ostwind",
            Party is null ? [] : [new("declarant", [], [Party], null)],
            Kind,
            Status,
            Publicity is { } days ? IndexFixture.Now.AddDays(days) : null);
        if (IsRetracted)
        {
            hub.Retract(id);
        }
    }

    public override string ToString() =>
        $"{Kind} {Reference} of {Publisher}, {Status}, {Label.Tlp} for {string.Join('+', Label.Audience.Select(entry => entry.Agency))} but {string.Join('+', Label.Except)}, "
        + $"with {string.Join(", ", Identifiers)}, party {Party}, publicity {Publicity}{(IsTrading ? ", trading" : "")}{(IsRetracted ? ", retracted" : "")}";
}
