namespace InfoShare.Cli.Options;

/// <summary>
/// A file that takes its place when all of it is there: until then what was there before stays, and what is written goes to a file beside it,
/// with <c>.partial</c> behind its name. <c>-</c> is the standard output.
/// </summary>
public sealed class WholeFile : IAsyncDisposable
{
    /// <summary>The name of the standard output.</summary>
    public const string OfOutput = "-";

    private readonly string? _path;

    private readonly Terminal _terminal;

    private bool _isComplete;

    private WholeFile(string option, FileInfo file, Terminal terminal)
    {
        _path = file.ToString() == OfOutput ? null : file.FullName;
        _terminal = terminal;
        Stream = _path is null ? terminal.Output : OutputFile.Open(option, file, new FileInfo(Partial));
    }

    public Stream Stream { get; }

    /// <summary>What has been written is worth something even if the rest never comes: it is left where it is, and the user is told.</summary>
    public bool IsWorthKeeping { get; set; }

    private string Partial => _path + ".partial";

    /// <inheritdoc cref="OutputFile.Create"/>
    public static WholeFile Create(string option, FileInfo file, Terminal terminal, string input, string verb)
    {
        OutputFile.Refuse(option, file, input, verb);
        return new(option, file, terminal);
    }

    /// <summary>Puts the file in its place.</summary>
    public async Task CompleteAsync()
    {
        await Stream.FlushAsync();
        if (_path is not null)
        {
            await Stream.DisposeAsync();
            File.Move(Partial, _path, overwrite: true);
        }

        _isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_path is null || _isComplete)
        {
            return;
        }

        await Stream.DisposeAsync();
        if (IsWorthKeeping)
        {
            await _terminal.Error.WriteLineAsync($"What was written until then is in '{Partial}'.");
        }
        else
        {
            File.Delete(Partial);
        }
    }
}
