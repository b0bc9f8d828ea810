using System.CommandLine;
using InfoShare.Feed;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare feed-key</c>: a key pair for signing messages.</summary>
public sealed class FeedKeyCommand : Command
{
    private readonly Option<FileInfo> _out = new("--out") { Description = "Where the private key goes, for your user alone; it must not be there yet.", Required = true, HelpName = "file" };
    private readonly Terminal _terminal;

    public FeedKeyCommand(Terminal terminal)
        : base("feed-key", """
            Make a key pair for `infoshare feed`, and print its public half, which the hub's operator adds to your agency's keys.

            To change keys, have the new one added beside the old, sign with the new one, and have the old one taken away.

              infoshare feed-key --out feed-key.json
            """)
    {
        _terminal = terminal;
        Options.Add(_out);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_out).FullName;
        using var key = FeedSigningKey.New();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using var file = new StreamWriter(new FileStream(path, options));
            await file.WriteLineAsync(key.PrivateJwk());
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new UsageException($"'{path}' is there already; a key is never written over.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out: '{path}' cannot be written: {failure.Message}");
        }

        await _terminal.Out.WriteLineAsync(key.PublicJwk().AsMemory(), cancellation);
        return ExitCodes.Done;
    }
}
