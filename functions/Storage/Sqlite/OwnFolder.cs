namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Folders that the process's own user alone can enter: they hold records and the hub's keys.</summary>
internal static class OwnFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder if it is not there; one that is there keeps its mode, which is its operator's choice.</summary>
    public static void Make(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {path} cannot be made: {fault.Message}", fault);
        }
    }

    /// <summary>
    /// Makes an empty file that its owner alone can read, or takes others' rights from one that is there. SQLite gives its log and its shared
    /// memory the mode of the database.
    /// </summary>
    public static void MakeFile(string path)
    {
        using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }
}
