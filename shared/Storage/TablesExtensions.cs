using System.Runtime.CompilerServices;

namespace InfoShare.Storage;

/// <summary>Reading whole ranges over the pages of <see cref="ITables"/>.</summary>
public static class TablesExtensions
{
    /// <summary>Every row of the range, page by page, following continuations to the end.</summary>
    public static async IAsyncEnumerable<Entity> QueryAllAsync(
        this ITables tables, string table, string partition, string? from, string? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(table, partition, from, to, StorageLimits.MaxPage, continuation, cancellationToken);
            foreach (var entity in page.Entities)
            {
                yield return entity;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
