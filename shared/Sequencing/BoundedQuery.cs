using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>The first rows of a range. A page may be empty and still be followed by others, so an empty answer is one without continuation.</summary>
internal static class BoundedQuery
{
    public static async Task<List<T>> FirstAsync<T>(
        ITables tables, string table, string partition, string from, string? to, int rows, Func<Entity, T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(table, partition, from, to, rows - found.Count, continuation, cancellationToken);
            found.AddRange(page.Entities.Select(read));
            continuation = page.Continuation;
        }
        while (continuation is not null && found.Count < rows);
        return found;
    }
}
