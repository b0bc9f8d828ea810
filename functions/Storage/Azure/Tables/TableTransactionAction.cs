using Azure;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>One operation of a transaction.</summary>
/// <param name="ETag">The row's, for updates and deletions; <see cref="ETag.All"/>: any.</param>
public sealed record TableTransactionAction(TableTransactionActionType ActionType, TableEntity Entity, ETag ETag);

/// <summary>What an operation does.</summary>
public enum TableTransactionActionType
{
    /// <summary>The row must not be there.</summary>
    Add,

    /// <summary>The row must be there; the named properties are set, the others stay.</summary>
    UpdateMerge,

    /// <summary>The row must be there; all its properties are replaced.</summary>
    UpdateReplace,

    /// <summary>The row must be there.</summary>
    Delete,

    /// <summary>The row is written, whether it is there or not.</summary>
    UpsertReplace,
}
