namespace InfoShare.Records;

/// <summary>What a record is.</summary>
public enum RecordKind
{
    Sanction,
    Case,
    Alert,
}

/// <summary>Where a record stands. Only a sanction can be repaired or expire.</summary>
public enum RecordStatus
{
    Active,
    Repaired,
    Expired,
    Retracted,
}

/// <summary>What a version did to its record; the words of the change feed.</summary>
public enum RecordChange
{
    Published,
    Corrected,
    Retracted,
    Reinstated,
    Repaired,
    Expired,
}
