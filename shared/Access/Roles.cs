using System.Text.Json.Serialization;

namespace InfoShare.Access;

/// <summary>What a caller may do; a set. DESIGN section 7.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Publish and correct the own agency's records.</summary>
    Publisher = 1,

    /// <summary>Submit, read, correct and retract the own agency's alerts; nothing else.</summary>
    Feed = 2,

    /// <summary>Look up.</summary>
    Reader = 4,

    /// <summary>Reader, and datasets and statistics.</summary>
    Analyst = 8,

    /// <summary>Reader, and RED records with a stated purpose.</summary>
    [JsonStringEnumMemberName("case-officer")]
    CaseOfficer = 16,

    /// <summary>Access log and ledger; no record bodies.</summary>
    Auditor = 32,

    /// <summary>Agencies, and subscriptions of all; no record bodies.</summary>
    Administrator = 64,
}
