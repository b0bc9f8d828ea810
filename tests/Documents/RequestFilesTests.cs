using System.Text.Json;
using System.Text.RegularExpressions;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Documents;

/// <summary>The example requests in docs/requests are requests that the hub knows.</summary>
public sealed partial class RequestFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "requests");

    [Fact]
    public async Task Every_Example_Request_Is_An_Operation_Of_The_Document()
    {
        await using var hub = await HubDriver.StartAsync();
        var document = await Specification.OfAsync(hub);
        var requests = Files().SelectMany(file => Line().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Method: match.Groups[1].Value, Path: match.Groups[2].Value.Trim()))).ToList();
        Assert.True(requests.Count > 30);
        Assert.All(requests, request =>
        {
            var (path, query) = Split(request.Path);
            var operation = document.Operations.FirstOrDefault(operation => operation.Method == request.Method && Pattern(operation.Path).IsMatch($"/api/v1{path}"));
            Assert.True(operation is not null, $"{request.File}: {request.Method} {request.Path} is no operation.");
            var known = operation.Parameters.Select(document.Resolve).Where(parameter => parameter["in"]!.GetValue<string>() == "query")
                .Select(parameter => parameter["name"]!.GetValue<string>()).ToList();
            Assert.All(query, name => Assert.True(known.Contains(name), $"{request.File}: {request.Path} has the unknown parameter {name}."));
        });
    }

    [Fact]
    public async Task Every_Operation_That_Writes_Has_An_Example_Request()
    {
        await using var hub = await HubDriver.StartAsync();
        var document = await Specification.OfAsync(hub);
        var text = string.Concat(Files().Select(File.ReadAllText));
        var paths = Line().Matches(text).Select(match => (Method: match.Groups[1].Value, Path: $"/api/v1{Split(match.Groups[2].Value.Trim()).Path}")).ToList();
        Assert.All(
            document.Operations.Where(operation => operation.Method != "GET"),
            operation => Assert.Contains(paths, request => request.Method == operation.Method && Pattern(operation.Path).IsMatch(request.Path)));
    }

    [Fact]
    public void Every_Body_Is_JSON_And_Every_Variable_Is_Set_At_The_Top()
    {
        Assert.All(Files(), file =>
        {
            var text = File.ReadAllText(file);
            var set = Setting().Matches(text).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
            Assert.All(Use().Matches(text).Select(match => match.Groups[1].Value), name => Assert.Contains(name, set));
            foreach (var request in text.Split("\n###").Where(request => request.Contains("Content-Type: application/json", StringComparison.Ordinal)))
            {
                using var body = JsonDocument.Parse(request[request.IndexOf("\n\n", StringComparison.Ordinal)..]);
                Assert.Equal(JsonValueKind.Object, body.RootElement.ValueKind);
            }
        });
    }

    private static string[] Files() => Directory.GetFiles(Folder, "*.http");

    private static (string Path, IEnumerable<string> Query) Split(string address)
    {
        var parts = address.Split('?', 2);
        return (parts[0], parts.Length == 1 ? [] : parts[1].Split('&').Select(parameter => parameter.Split('=')[0]));
    }

    /// <summary>Fixed parts are preferred by being looked for first: <c>/merchants/record/{id}</c> fits <c>/merchants/{scheme}/{value}</c> as well, and either is an operation.</summary>
    private static Regex Pattern(string path) => new($"^{Place().Replace(Regex.Escape(path).Replace(@"\{", "{", StringComparison.Ordinal), "[^/]+")}$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^(GET|POST|PUT|DELETE) \{\{hub\}\}(\S+)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"^@(\w+) = ", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Use();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
