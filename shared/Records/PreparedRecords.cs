namespace InfoShare.Records;

/// <summary>Commands with all that can be done for them without the store (<see cref="RecordStore.Prepare"/>).</summary>
public sealed class PreparedRecords
{
    internal PreparedRecords(RecordAttempt[] attempts)
    {
        Attempts = attempts;
    }

    internal RecordAttempt[] Attempts { get; }
}
