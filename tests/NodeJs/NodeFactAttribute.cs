namespace InfoShare.Tests.NodeJs;

/// <summary>A test that runs Node: see <see cref="NodePrograms"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    /// <param name="packages">A folder below <c>tests</c> whose packages it needs, or null.</param>
    public NodeFactAttribute(string? packages = null)
    {
        Packages = packages;
        Skip = NodePrograms.WhyNot(packages);
    }

    /// <summary>The folder whose packages it needs.</summary>
    public string? Packages { get; }
}
