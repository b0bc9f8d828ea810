using InfoShare.Functions.Hosting;
using InfoShare.Snapshots;

namespace InfoShare.Functions.Snapshots;

/// <summary>Reads the section <c>Snapshots</c> of the configuration; docs/settings.md lists it.</summary>
public static class SnapshotSettings
{
    /// <summary>The options, defaults where the section says nothing.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be meant.</exception>
    public static SnapshotOptions ReadSnapshotOptions(this IConfiguration configuration)
    {
        var section = configuration.GetSection("Snapshots");
        var usual = new SnapshotOptions();
        return new() { AfterEntries = section.Positive(nameof(usual.AfterEntries), usual.AfterEntries) };
    }
}
