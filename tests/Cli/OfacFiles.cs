using System.Text;
using System.Text.Json;
using InfoShare.Cli.Ofac;

namespace InfoShare.Tests.Cli;

/// <summary>Invented files of the list in a temporary folder.</summary>
internal sealed class OfacFiles : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-ofac-").FullName;

    public OfacFiles(string sdn, string alt = "", string add = "")
    {
        Sdn = Write("sdn.csv", sdn);
        Alt = Write("alt.csv", alt);
        Add = Write("add.csv", add);
    }

    public string Sdn { get; }

    public string Alt { get; }

    public string Add { get; }

    /// <summary>One entry with nothing but these remarks.</summary>
    public static OfacFiles WithRemarks(string remarks, string type = "-0- ") =>
        new($"1,\"INVENTED TRADING\",{type},\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remarks}\"\r\n\u001a");

    public JsonElement[] Convert() => Convert(out _);

    public JsonElement[] Convert(out OfacCounts counts)
    {
        using var output = new MemoryStream();
        counts = OfacConversion.Run(new OfacList(Sdn, Alt, Add), output, "CLEAR");
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>A file with these bytes beside the list's.</summary>
    public string Save(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string content) => Save(name, Encoding.UTF8.GetBytes(content));
}
