using InfoShare.Agencies;

namespace InfoShare.Cli.Commands;

/// <summary>Agency ids on the command line.</summary>
internal static class AgencyIds
{
    /// <exception cref="UsageException">It is none.</exception>
    public static AgencyId Read(string text) => AgencyId.TryParse(text, out var id)
        ? id
        : throw new UsageException($"'{text}' is no agency id: 2–{AgencyId.MaxLength} of a–z, 0–9 and single hyphens inside, such as cn-customs.");
}
