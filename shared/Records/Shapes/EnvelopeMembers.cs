namespace InfoShare.Records.Shapes;

/// <summary>Which members beside the record's own a route permits; a set.</summary>
[Flags]
public enum EnvelopeMembers
{
    None = 0,

    /// <summary>A single <c>POST</c>.</summary>
    Kind = 1,

    Change = 2,

    Operation = 4,

    IfVersion = 8,

    /// <summary>A <c>PUT</c>.</summary>
    Correction = Kind | Change,

    /// <summary>A line of a submission.</summary>
    Line = Kind | Change | Operation | IfVersion,
}
