namespace InfoShare.Tests.Azurite;

/// <summary>
/// On a class of tests that run against Azurite. Its <see cref="StoreFactAttribute"/> and <see cref="StoreTheoryAttribute"/> tests are skipped
/// where there is no Node; in CI (<c>CI=true</c>), where <c>.ci/run</c> installs it, they run all the same, and fail.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NeedsAzuriteAttribute : Attribute
{
    public const string NoNode =
        "There is no Node: install it (apt-get install nodejs npm), and the tests install and start Azurite, the emulator of Azure Storage.";

    public static string? Node { get; } = Find("node");

    public static string? Npm { get; } = Find("npm");

    /// <summary>Why such tests cannot run here; null if they can, or must.</summary>
    public static string? Reason { get; } =
        (Node is not null && Npm is not null) || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : NoNode;

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, $"{program}.exe"), Path.Combine(folder, $"{program}.cmd")])
            .FirstOrDefault(File.Exists);
}
