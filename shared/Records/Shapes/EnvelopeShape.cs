using InfoShare.Codes.Lists;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>What stands beside a record's own members when it is sent: for what is it meant.</summary>
public static class EnvelopeShape
{
    private static readonly Member Kind = Optional("kind", new CodeShape(RecordKinds.List), "What the record is; may be left out where the route says it.");

    private static readonly Member Operation = Optional("op", new CodeShape(Operations.List), "What the line asks for; publish if it is left out.");

    private static readonly Member IfVersion = Optional("ifVersion", new IntegerShape(1, Bounds.Versions), "The version that the sender believes current.");

    private static readonly TextShape Reason = new(Bounds.ChangeReason, TextKind.Prose);

    private static readonly Member Change = Optional(
        "change", new ObjectShape([Required("reason", Reason, "Why the record is changed.")]), "Why the record is changed; required of whatever changes one.");

    /// <summary>The body of a retraction, reinstatement or repair.</summary>
    public static ObjectShape ReasonAlone { get; } = new([Required("reason", Reason, "Why the record is changed.")]);

    private static readonly ObjectShape[] Shapes = [.. Enumerable.Range(0, (int)EnvelopeMembers.Line + 1).Select(members => Build((EnvelopeMembers)members))];

    /// <summary>The envelope of a route that permits these members.</summary>
    public static ObjectShape Of(EnvelopeMembers members) => Shapes[(int)members];

    private static ObjectShape Build(EnvelopeMembers members)
    {
        (EnvelopeMembers Flag, Member Member)[] all =
        [
            (EnvelopeMembers.Kind, Kind), (EnvelopeMembers.Change, Change), (EnvelopeMembers.Operation, Operation), (EnvelopeMembers.IfVersion, IfVersion),
        ];
        return new(all.Where(entry => members.HasFlag(entry.Flag)).Select(entry => entry.Member));
    }
}
