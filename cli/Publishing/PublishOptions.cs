namespace InfoShare.Cli.Publishing;

/// <summary>What a publication may do besides publishing what is new.</summary>
/// <param name="Update">Correct what is published with other content.</param>
/// <param name="Force">Also restore content that a later version replaced, and reinstate what is retracted.</param>
/// <param name="Mirror">Retract what the file no longer has.</param>
/// <param name="Yes">Also when that is more than <see cref="MirrorQuestion"/> of what is published.</param>
/// <param name="Kind">Of a CSV, what its rows are; of a file without lines, what is mirrored: every kind if null.</param>
/// <param name="Reason">Why records are corrected, unless their line says it.</param>
public sealed record PublishOptions(bool Update, bool Force, bool Mirror, bool Yes, string? Kind, string Reason = PublishOptions.UsualReason)
{
    /// <summary>Why a record is corrected, when nobody says.</summary>
    public const string UsualReason = "changed in the publisher's list";

    /// <summary>The share of one's records that a mirror retracts without being asked twice: a cut-off file must not empty the hub.</summary>
    public const double MirrorQuestion = 0.05;
}
