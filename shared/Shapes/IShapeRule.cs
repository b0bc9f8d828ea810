namespace InfoShare.Shapes;

/// <summary>Something that must hold between an object's members; adds all that is wrong.</summary>
public interface IShapeRule
{
    /// <summary>The rule as a sentence, for the API document.</summary>
    string Sentence { get; }

    void Check(in ObjectMembers members);
}
