using Azure;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>The service refused a transaction, and nothing of it was written.</summary>
public sealed class TableTransactionFailedException(int status, string? code, string message, int? failedTransactionActionIndex)
    : RequestFailedException(status, message, code, null)
{
    /// <summary>Which operation it refused, from 0; null if it did not say.</summary>
    public int? FailedTransactionActionIndex { get; } = failedTransactionActionIndex;
}
