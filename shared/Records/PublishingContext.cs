using InfoShare.Agencies;

namespace InfoShare.Records;

/// <summary>What a record's validity depends on besides the record.</summary>
/// <param name="Publisher">Whose record it is; a label may name the groups that it is in.</param>
/// <param name="AgencyExists">Whether an agency is registered; asked for every agency that a record names.</param>
public sealed record PublishingContext(Agency Publisher, Func<AgencyId, bool> AgencyExists);
