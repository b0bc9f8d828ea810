namespace InfoShare.Storage;

/// <summary>One operation of a commit. All operations of a commit are in one table and one partition, each on its own row.</summary>
public abstract record TableWrite(string Row)
{
    /// <summary>What the operation writes; null for a deletion.</summary>
    public Properties? Written => this switch
    {
        Insert insert => insert.Properties,
        Replace replace => replace.Properties,
        Merge merge => merge.Properties,
        Upsert upsert => upsert.Properties,
        _ => null,
    };

    /// <summary>The ETag that the row must have; null if any will do.</summary>
    public string? Expected => this switch
    {
        Replace replace => replace.IfMatch,
        Merge merge => merge.IfMatch,
        Delete delete => delete.IfMatch,
        _ => null,
    };

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
