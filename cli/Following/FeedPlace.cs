namespace InfoShare.Cli.Following;

/// <summary>Where a reader of the feed stands, kept in a file that is replaced whole: after a crash it is the old place or the new one.</summary>
/// <param name="file">Null: the place is not kept.</param>
public sealed class FeedPlace(FileInfo? file)
{
    /// <summary>Longer than any cursor.</summary>
    private const int MaxLength = 4096;

    /// <summary>The cursor, or null where there is none yet.</summary>
    /// <exception cref="UsageException">The file is there and holds no place, or is a folder.</exception>
    public string? Read()
    {
        if (file is not null && Directory.Exists(file.FullName))
        {
            throw new UsageException($"--place: '{file}' is a folder, not a file.");
        }

        if (file is null || !file.Exists)
        {
            return null;
        }

        if (file.Length <= MaxLength && File.ReadAllText(file.FullName).Trim() is { Length: > 0 } cursor && !cursor.Any(char.IsWhiteSpace))
        {
            return cursor;
        }

        throw new UsageException($"--place: '{file}' is no place in the feed. Give another file, or --restart to begin anew and replace it.");
    }

    /// <summary>Call when all before the cursor has been printed: a crash in between prints some of it again, and never leaves anything out.</summary>
    public void Write(string cursor)
    {
        if (file is null)
        {
            return;
        }

        var draft = $"{file.FullName}.new";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes($"{cursor}\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file.FullName, overwrite: true);
        file.Refresh();
    }
}
