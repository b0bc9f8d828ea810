namespace InfoShare.Cli.Hub;

/// <summary>The bearer token: as given, or as a file has it, which whoever issues tokens may renew while the tool runs.</summary>
public sealed class HubToken
{
    private readonly FileInfo? _file;

    private HubToken(string? text, FileInfo? file) => (Text, _file) = (text, file);

    /// <summary>Null: for what is open to all.</summary>
    public string? Text { get; private set; }

    /// <summary>Whether waiting may bring another.</summary>
    public bool IsRenewable => _file is not null;

    public static HubToken Of(string? text) => new(text, null);

    /// <exception cref="UsageException">There is no such file, or nothing in it.</exception>
    public static HubToken In(FileInfo file) => new(Read(file) ?? throw new UsageException($"There is no token in '{file}'."), file);

    /// <summary>Reads the file again; whether another token is in it.</summary>
    public bool Renew()
    {
        if (_file is null || Read(_file) is not { } now || now == Text)
        {
            return false;
        }

        Text = now;
        return true;
    }

    /// <summary>Null: it is not there, or being written just now.</summary>
    private static string? Read(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
