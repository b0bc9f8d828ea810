namespace InfoShare.Cli.Options;

/// <summary>Files that the tool is told to write: opened before anything is sent, so that a wrong path costs nothing.</summary>
public static class OutputFile
{
    /// <param name="option">The option that names it, for the message.</param>
    /// <param name="file">Where; null for nowhere.</param>
    /// <param name="input">A path that must not be overwritten, because it is still to be read.</param>
    /// <param name="verb">What is done with the input, for the message.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static FileStream? Create(string option, FileInfo? file, string? input = null, string verb = "publish")
    {
        if (file is null)
        {
            return null;
        }

        Refuse(option, file, input, verb);
        return Open(option, file, file);
    }

    /// <param name="named">What the user named.</param>
    /// <param name="file">What is written for it.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    internal static FileStream Open(string option, FileInfo named, FileInfo file)
    {
        try
        {
            return file.Create();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: '{named}' cannot be written ({failure.Message.TrimEnd('.')}); nothing was done.");
        }
    }

    /// <exception cref="UsageException">It is the input, or a folder.</exception>
    internal static void Refuse(string option, FileInfo file, string? input, string verb)
    {
        if (input is not null && Path.GetFullPath(input) == file.FullName)
        {
            throw new UsageException($"{option}: '{file}' is the file to {verb}.");
        }

        if (Directory.Exists(file.FullName))
        {
            throw new UsageException($"{option}: '{file}' is a folder; nothing was done.");
        }
    }
}
