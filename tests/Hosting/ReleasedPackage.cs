using System.Diagnostics;
using System.IO.Compression;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Hosting;

/// <summary>The package that is deployed, built by the script that builds it, and unpacked as the Functions host unpacks it; once for all its tests.</summary>
public sealed class ReleasedPackage : IAsyncLifetime
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("infoshare-package-");

    public string Zip => Path.Combine(_temporary.FullName, "released-package.zip");

    /// <summary>The app's root.</summary>
    public string Folder => Path.Combine(_temporary.FullName, "root");

    public string Executable => Path.Combine(Folder, "InfoShare.Functions");

    public async Task InitializeAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "bicep", "package.sh"), Zip]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Of the build that runs the tests, which is not this one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, string.Concat(output));
        await ZipFile.ExtractToDirectoryAsync(Zip, Folder);
    }

    public Task DisposeAsync()
    {
        _temporary.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

[CollectionDefinition(nameof(ReleasedPackage))]
public sealed class ReleasedPackageTestsCollection : ICollectionFixture<ReleasedPackage>;
