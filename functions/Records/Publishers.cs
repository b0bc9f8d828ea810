using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>The agency that a caller publishes for, and what its records may refer to.</summary>
public static class Publishers
{
    /// <summary>The registry's entry of an agency that has been authenticated.</summary>
    public static Agency Get(this AgencyDirectory directory, AgencyId id) =>
        directory.Snapshot.Find(id)?.Agency ?? throw new InvalidOperationException($"The agency {id} is not in the registry.");

    public static PublishingContext ContextOf(this AgencyDirectory directory, Agency publisher) => directory.Snapshot.ContextOf(publisher);

    public static PublishingContext ContextOf(this AgencySnapshot agencies, Agency publisher) => new(publisher, id => agencies.Find(id) is not null);
}
