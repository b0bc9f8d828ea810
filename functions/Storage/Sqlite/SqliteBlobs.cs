using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// Blobs as files, made visible by a row of the database. Writing: the file is written and synced, then the row committed, then the file
/// that it replaced removed. A crash before the commit leaves an orphan file, one after it the replaced one; the next start sweeps both.
/// </summary>
public sealed class SqliteBlobs : IBlobs
{
    private const string ReadBlob = "SELECT file, length, version FROM blobs WHERE container = ?1 AND name = ?2";
    private const string Put =
        "INSERT INTO blobs (container, name, file, length, version) VALUES (?1, ?2, ?3, ?4, ?5) "
        + "ON CONFLICT (container, name) DO UPDATE SET file = excluded.file, length = excluded.length, version = excluded.version";
    private const string Remove = "DELETE FROM blobs WHERE container = ?1 AND name = ?2";
    private const string List = "SELECT name, length, version FROM blobs WHERE container = ?1 AND name >= ?2 ORDER BY name LIMIT ?3";
    private const string AllFiles = "SELECT file FROM blobs";

    private readonly ReadPool _readers;
    private readonly GroupWriter _writer;
    private readonly Versions _versions;
    private readonly BlobFiles _files;

    internal SqliteBlobs(ReadPool readers, GroupWriter writer, Versions versions, BlobFiles files)
    {
        _readers = readers;
        _writer = writer;
        _versions = versions;
        _files = files;
        _files.Sweep(_readers.Read(0, static (database, _) => Files(database)));
    }

    public ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Find(container, name) is { } blob ? new BlobProperties(name, blob.Length, Versions.Format(blob.Version)) : null);
    }

    public ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        BlobCheck.Range(offset, length);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open(container, name) is { } file ? Part(file, offset, length) : null);
    }

    public async ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        if (!Holds(condition, Find(container, name)))
        {
            return new BlobWriteOutcome.Refused();
        }

        var file = BlobFiles.NewName();
        var isKept = false;
        try
        {
            var blob = new Blob(file, await _files.WriteAsync(file, content, cancellationToken), _versions.Next());
            var (isWritten, replaced) = await WriteAsync(database => Write(database, container, name, blob, condition), cancellationToken);
            isKept = isWritten;
            if (replaced is not null)
            {
                _files.Remove(replaced);
            }

            return isWritten
                ? new BlobWriteOutcome.Written(new(name, blob.Length, Versions.Format(blob.Version)))
                : new BlobWriteOutcome.Refused();
        }
        catch (StorageUncertainException)
        {
            // The row may be there, or come with the next start: then its file must be there too.
            isKept = true;
            throw;
        }
        finally
        {
            if (!isKept)
            {
                _files.Remove(file);
            }
        }
    }

    public async ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        var removed = await WriteAsync(database => Delete(database, container, name), cancellationToken);
        if (removed is not null)
        {
            _files.Remove(removed);
        }

        return removed is not null;
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobCheck.Prefix(container, prefix);
        string? from = prefix;
        while (from is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var page, from) = _readers.Read((container, prefix, from), static (database, asked) => Page(database, asked.container, asked.prefix, asked.from));
            foreach (var blob in page)
            {
                yield return blob;
            }
        }

        await ValueTask.CompletedTask;
    }

    private static Stream Part(FileStream file, long offset, long? length)
    {
        file.Seek(Math.Min(offset, file.Length), SeekOrigin.Begin);
        return length is { } most ? new PartStream(file, most) : file;
    }

    private static bool Holds(BlobCondition condition, Blob? before) => condition switch
    {
        BlobCondition.CreateOnly => before is null,
        BlobCondition.IfMatch match => before?.Version == Versions.Parse(match.ETag),
        _ => true,
    };

    private static (bool IsWritten, string? Replaced) Write(Database database, string container, string name, Blob blob, BlobCondition condition)
    {
        var before = Read(database, container, name);
        if (!Holds(condition, before))
        {
            return (false, null);
        }

        database.Prepared(Put).Bind(1, container).Bind(2, name).Bind(3, blob.File).Bind(4, blob.Length).Bind(5, blob.Version).Run();
        return (true, before?.File);
    }

    private static string? Delete(Database database, string container, string name)
    {
        var before = Read(database, container, name);
        if (before is not null)
        {
            database.Prepared(Remove).Bind(1, container).Bind(2, name).Run();
        }

        return before?.File;
    }

    private static Blob? Read(Database database, string container, string name)
    {
        var statement = database.Prepared(ReadBlob).Bind(1, container).Bind(2, name);
        if (!statement.Step())
        {
            return null;
        }

        var blob = new Blob(statement.Text(0), statement.Int64(1), statement.Int64(2));
        statement.Reset();
        return blob;
    }

    private static (List<BlobProperties> Blobs, string? Next) Page(Database database, string container, string prefix, string from)
    {
        var statement = database.Prepared(List).Bind(1, container).Bind(2, from).Bind(3, StorageLimits.MaxPage + 1);
        var blobs = new List<BlobProperties>();
        while (statement.Step())
        {
            var name = statement.Text(0);
            var isBeyond = !name.StartsWith(prefix, StringComparison.Ordinal);
            if (isBeyond || blobs.Count == StorageLimits.MaxPage)
            {
                statement.Reset();
                return (blobs, isBeyond ? null : name);
            }

            blobs.Add(new(name, statement.Int64(1), Versions.Format(statement.Int64(2))));
        }

        return (blobs, null);
    }

    private static HashSet<string> Files(Database database)
    {
        var statement = database.Prepared(AllFiles);
        var files = new HashSet<string>(StringComparer.Ordinal);
        while (statement.Step())
        {
            files.Add(statement.Text(0));
        }

        return files;
    }

    /// <summary>A blob replaced between the reading of its row and the opening of its file is looked up again.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The reader disposes it.")]
    private FileStream? Open(string container, string name)
    {
        string? missed = null;
        while (Find(container, name) is { } blob)
        {
            if (_files.Open(blob.File) is { } file)
            {
                return file;
            }

            if (missed == blob.File)
            {
                throw new InvalidDataException($"The file {blob.File} of the blob {container}/{name} is missing.");
            }

            missed = blob.File;
        }

        return null;
    }

    private Blob? Find(string container, string name) =>
        _readers.Read((container, name), static (database, asked) => Read(database, asked.container, asked.name));

    private ValueTask<T> WriteAsync<T>(Func<Database, T> write, CancellationToken cancellationToken) =>
        _writer.SubmitAsync(write, null, 512, cancellationToken);

    private sealed record Blob(string File, long Length, long Version);
}
