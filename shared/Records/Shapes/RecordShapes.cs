using InfoShare.Shapes;

namespace InfoShare.Records.Shapes;

/// <summary>The description of every kind of record (DESIGN section 9): for reading, the CSV columns and the API document.</summary>
public static class RecordShapes
{
    public static ObjectShape Of(RecordKind kind) => kind switch
    {
        RecordKind.Sanction => SanctionShape.Shape,
        RecordKind.Case => CaseShape.Shape,
        _ => AlertShape.Shape,
    };
}
