using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>Who submits, and what its records are validated against.</summary>
public sealed record Publisher(Agency Agency, PublishingContext Context);

/// <summary>The agency as the registry has it now, or null if there is none.</summary>
public delegate ValueTask<Publisher?> FindPublisher(AgencyId agency, CancellationToken cancellationToken);
