using System.Text;

namespace InfoShare.Shapes;

/// <summary>One member of an object on the wire.</summary>
public sealed class Member
{
    private Member(string name, Shape shape, bool isRequired, string description)
    {
        (Name, Shape, IsRequired, Description) = (name, shape, isRequired, description);
        Utf8Name = Encoding.UTF8.GetBytes(name);
        Prefix = Encoding.UTF8.GetBytes($"\"{name}\":");
    }

    public string Name { get; }

    public Shape Shape { get; }

    public bool IsRequired { get; }

    /// <summary>An English sentence, for the API document and the CSV template.</summary>
    public string Description { get; }

    internal byte[] Utf8Name { get; }

    /// <summary>The name as canonical JSON has it before a value.</summary>
    internal byte[] Prefix { get; }

    public static Member Required(string name, Shape shape, string description) => new(name, shape, true, description);

    public static Member Optional(string name, Shape shape, string description) => new(name, shape, false, description);
}
