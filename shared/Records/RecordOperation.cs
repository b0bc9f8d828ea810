namespace InfoShare.Records;

/// <summary>What a line of a submission asks for.</summary>
public enum RecordOperation
{
    Publish,
    Correct,
    Retract,
    Reinstate,
    Repair,
}
