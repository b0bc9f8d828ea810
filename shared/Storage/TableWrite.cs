namespace InfoShare.Storage;

/// <summary>One operation of a commit. All operations of a commit are in one table and one partition, each on its own row.</summary>
public abstract record TableWrite(string Row)
{
    /// <summary>The row must not exist.</summary>
    public sealed record Insert(string Row, Properties Properties) : TableWrite(Row);

    /// <summary>The row must exist, and unless <paramref name="IfMatch"/> is null have this ETag; all its properties are replaced.</summary>
    public sealed record Replace(string Row, Properties Properties, string? IfMatch) : TableWrite(Row);

    /// <summary>The row must exist, and unless <paramref name="IfMatch"/> is null have this ETag; the named properties are set, the others stay.</summary>
    public sealed record Merge(string Row, Properties Properties, string? IfMatch) : TableWrite(Row);

    /// <summary>The row is written whether it exists or not; all its properties are replaced.</summary>
    public sealed record Upsert(string Row, Properties Properties) : TableWrite(Row);

    /// <summary>The row must exist, and unless <paramref name="IfMatch"/> is null have this ETag.</summary>
    public sealed record Delete(string Row, string? IfMatch) : TableWrite(Row);
}
