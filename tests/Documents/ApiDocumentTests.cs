using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InfoShare.Functions.Documents;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Documents;

public sealed partial class ApiDocumentTests : IAsyncLifetime
{
    private const string Committed = "docs/openapi/v1.json";

    private HubDriver _hub = null!;

    private Specification _document = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartAsync();
        _document = await Specification.OfAsync(_hub);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public void The_Committed_Document_Is_What_The_Hub_Serves()
    {
        var path = Path.Combine(Repository.Root, Committed);
        if (Environment.GetEnvironmentVariable("INFOSHARE_REFRESH") == "1")
        {
            File.WriteAllText(path, _document.Text);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == _document.Text,
            $"{Committed} is not what the hub serves. If the change is meant, refresh it: INFOSHARE_REFRESH=1 dotnet test tests --filter FullyQualifiedName~ApiDocumentTests");
    }

    [Fact]
    public void It_Is_OpenApi_3_1() => Assert.StartsWith("3.1.", _document.Root["openapi"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public void Every_Reference_Leads_Somewhere()
    {
        var references = Specification.References(_document.Root).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => _document.Find(reference));
    }

    [Fact]
    public void Every_Component_Is_Used()
    {
        var used = Specification.References(_document.Root).ToHashSet(StringComparer.Ordinal);
        var all = _document.Components.Where(map => map.Key != "securitySchemes")
            .SelectMany(map => map.Value!.AsObject().Select(component => $"#/components/{map.Key}/{component.Key}"));
        Assert.Equal([], all.Where(component => !used.Contains(component)).ToArray());
    }

    [Fact]
    public void Every_Operation_Has_Its_Own_Name_And_Its_Words()
    {
        var operations = _document.Operations.ToList();
        Assert.Equal(operations.Count, operations.Select(operation => operation.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(operations, operation =>
        {
            Assert.Matches(CamelCase(), operation.Name);
            Assert.NotEmpty(operation.Json["summary"]!.GetValue<string>());
            Assert.True(operation.Json["description"]!.GetValue<string>().Length > 40, $"{operation.Name} is hardly described.");
            Assert.Single(operation.Json["tags"]!.AsArray());
        });
    }

    [Fact]
    public void Every_Operation_Has_A_Good_Answer_And_Its_Refusals()
    {
        Assert.All(_document.Operations, operation =>
        {
            Assert.Contains(operation.Responses, response => response.Key[0] == '2');
            string[] refusals = operation.IsOpen ? ["400", "429", "503"] : ["400", "401", "429", "503"];
            Assert.All(refusals, refusal => Assert.True(operation.Responses.ContainsKey(refusal), $"{operation.Name} lacks {refusal}."));
            Assert.All(operation.Responses, response => AssertAnswer(operation, response.Key, _document.Resolve(response.Value!)));
        });
    }

    [Fact]
    public void Every_Place_In_A_Path_Is_A_Parameter()
    {
        Assert.All(_document.Operations, operation =>
        {
            var places = Place().Matches(operation.Path).Select(match => match.Groups[1].Value);
            var parameters = operation.Parameters.Select(_document.Resolve).Where(parameter => parameter["in"]!.GetValue<string>() == "path");
            Assert.Equal(places.Order(), parameters.Select(parameter => parameter["name"]!.GetValue<string>()).Order());
        });
    }

    [Fact]
    public void What_Is_Open_To_All_Is_Just_This() =>
        Assert.Equal(["getLiveness", "getPublicDataset", "getPublicDatasetFile", "getPublicMerchant", "getReadiness", "listPublicDatasets"], _document.Operations.Where(operation => operation.IsOpen).Select(operation => operation.Name).Order());

    [Fact]
    public async Task It_Is_Cached_By_Its_ETag()
    {
        using var client = _hub.Anonymous();
        using var first = await client.GetAsync(new Uri(_hub.Address, DocumentRegistration.Address));
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.GetAsync(new Uri(_hub.Address, DocumentRegistration.Address));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    private static void AssertAnswer(Operation operation, string status, JsonNode answer)
    {
        Assert.NotEmpty(answer["description"]!.GetValue<string>());
        var isProblem = status == "default" || status[0] is '4' or '5';
        var types = answer["content"]?.AsObject().Select(content => content.Key).ToList() ?? [];
        Assert.Equal(isProblem, types.Contains("application/problem+json"));
        Assert.True(types.Count > 0 || status[0] == '3', $"{operation.Name} has an answer {status} without content.");
    }

    [GeneratedRegex("^[a-z]+([A-Z][a-z]+)*$")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
