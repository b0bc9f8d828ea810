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

    /// <exception cref="UsageException">It is no token.</exception>
    public static HubToken Of(string? text) => text is null || CanBeSent(text)
        ? new(text, null)
        : throw new UsageException("What is given as the token (--token or INFOSHARE_TOKEN) is none: it holds blanks, line ends or letters that no token has.");

    /// <exception cref="UsageException">There is no such file, or no token in it.</exception>
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

    /// <summary>A header takes no others, and a token consists of some of these (RFC 6750).</summary>
    private static bool CanBeSent(string text) => text.Length > 0 && text.All(sign => sign is > ' ' and <= '~');

    /// <summary>Null: it is not there, or being written just now.</summary>
    private static string? Read(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName).Trim() is var text && CanBeSent(text) ? text : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
