using System.Reflection;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Json;
using InfoShare.Storage;

namespace InfoShare.Tests.Docs;

/// <summary>What the documents say and the program does must be the same.</summary>
public sealed partial class DriftTests
{
    [Fact]
    public void Every_Error_Code_Is_Documented_And_No_Other()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(codes.Order(StringComparer.Ordinal), FirstCells("docs/errors.md").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_Table_Is_In_The_Architecture_And_No_Other()
    {
        var text = Repository.Read("ARCHITECTURE.md");
        var section = text[text.IndexOf("| table |", StringComparison.Ordinal)..text.IndexOf("Queues:", StringComparison.Ordinal)];
        Assert.Equal(StorageNames.Tables.All.Order(StringComparer.Ordinal), Cells(section).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_Queue_And_Container_Is_In_The_Architecture()
    {
        var line = Repository.Read("ARCHITECTURE.md").Split('\n').Single(line => line.StartsWith("Queues:", StringComparison.Ordinal));
        Assert.All(StorageNames.Queues.All.Concat(StorageNames.Containers.All), name => Assert.Contains($"`{name}`", line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_Readmes_Commands_Wait_For_The_Hub_Before_They_Ask_Its_Key_For_A_Token()
    {
        var readme = Repository.Read("README.md");
        var (served, ready, token) = (Start("serve --data"), Start("/health/ready"), Start("infoshare token"));
        Assert.True(served < ready && ready < token);

        int Start(string text) => readme.IndexOf(text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_Role_Is_In_The_Readme()
    {
        var readme = Repository.Read("README.md");
        Assert.All(Code<Roles>.All.Where(role => role != "none"), role => Assert.Contains($"| `{role}` |", readme, StringComparison.Ordinal));
        Assert.All(Code<Tlp>.All, colour => Assert.Contains($"| `{colour}` |", readme, StringComparison.Ordinal));
    }

    private static IEnumerable<string> FirstCells(string path) => Cells(Repository.Read(path));

    private static IEnumerable<string> Cells(string text) => FirstCell().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
