using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Hosting;

/// <summary>What is in the package.</summary>
[Collection(nameof(ReleasedPackage))]
public sealed class ReleasedPackageTests(ReleasedPackage package)
{
    private const int Executable = 0x1ED; // 0755

    private const int Readable = 0x1A4; // 0644

    [Fact]
    public void At_Its_Root_Are_The_Hosts_File_And_A_Folder_For_Each_Function()
    {
        Assert.Equal(Repository.Read("host.json"), File.ReadAllText(Path.Combine(package.Folder, "host.json")));
        var triggers = Path.Combine(Repository.Root, "functions", "Triggers");
        var functions = Directory.GetDirectories(triggers).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var shipped = Directory.GetFiles(package.Folder, "function.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package.Folder, file));
        Assert.Equal(functions.Select(name => Path.Combine(name!, "function.json")).Order(StringComparer.Ordinal), shipped.Order(StringComparer.Ordinal));
        Assert.All(functions, name => Assert.Equal(File.ReadAllText(Path.Combine(triggers, name!, "function.json")), File.ReadAllText(Path.Combine(package.Folder, name!, "function.json"))));
    }

    [Fact]
    public async Task The_Program_Alone_May_Be_Executed_And_Everything_May_Be_Read()
    {
        await using var zip = await ZipFile.OpenReadAsync(package.Zip);
        Assert.All(zip.Entries, entry => Assert.Equal(entry.FullName == "InfoShare.Functions" ? Executable : Readable, (entry.ExternalAttributes >> 16) & 0x1FF));
        var host = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(package.Folder, "host.json"))).RootElement;
        Assert.Contains(zip.Entries, entry => entry.FullName == host.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString());
    }

    [Fact]
    public void It_Brings_Its_Own_Runtime_Needs_No_Icu_And_Is_Compiled_Ahead()
    {
        Assert.True(File.Exists(Path.Combine(package.Folder, "libcoreclr.so")));
        Assert.True(File.Exists(Path.Combine(package.Folder, "libe_sqlite3.so")));
        using var runtime = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package.Folder, "InfoShare.Functions.runtimeconfig.json")));
        var options = runtime.RootElement.GetProperty("runtimeOptions");
        Assert.True(options.TryGetProperty("includedFrameworks", out _));
        Assert.True(options.GetProperty("configProperties").GetProperty("System.Globalization.Invariant").GetBoolean());
        Assert.All(new[] { "InfoShare.Functions.dll", "InfoShare.Shared.dll" }, AssertCompiledAhead);
    }

    [Fact]
    public void Nothing_Of_A_Developers_Machine_Is_In_It()
    {
        var files = Directory.GetFiles(package.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        Assert.DoesNotContain("local.settings.json", files);
        Assert.DoesNotContain(files, file => file!.EndsWith(".db", StringComparison.Ordinal) || file.EndsWith(".xml", StringComparison.Ordinal));
    }

    private void AssertCompiledAhead(string file)
    {
        using var reader = new PEReader(File.OpenRead(Path.Combine(package.Folder, file)));
        Assert.True(reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"{file} is not compiled ahead of time.");
    }
}
