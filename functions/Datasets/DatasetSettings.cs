using InfoShare.Datasets;
using InfoShare.Functions.Hosting;

namespace InfoShare.Functions.Datasets;

/// <summary>Reads the section <c>Datasets</c> of the configuration; docs/settings.md lists it.</summary>
public static class DatasetSettings
{
    /// <summary>The options, defaults where the section says nothing.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be meant.</exception>
    public static DatasetOptions ReadDatasetOptions(this IConfiguration configuration)
    {
        var section = configuration.GetSection("Datasets");
        var usual = new DatasetOptions();
        return new()
        {
            Every = section.Positive(nameof(usual.Every), usual.Every),
            AtLeastEvery = section.Positive(nameof(usual.AtLeastEvery), usual.AtLeastEvery),
            Kept = section.Positive(nameof(usual.Kept), usual.Kept),
            MinSharePercent = section.Positive(nameof(usual.MinSharePercent), usual.MinSharePercent),
            HoldFrom = section.Positive(nameof(usual.HoldFrom), usual.HoldFrom),
            Redirect = section.Flag(nameof(usual.Redirect), usual.Redirect),
        };
    }
}
