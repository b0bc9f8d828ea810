using System.Text;

namespace InfoShare.Cli;

/// <summary>The tool's surroundings: its three streams and its environment. Results go to the output, everything about them to the error stream.</summary>
public sealed class Terminal : IDisposable
{
    private readonly Func<string, string?> _environment;

    public Terminal(Stream input, Stream output, TextWriter error, Func<string, string?> environment, bool isInteractive)
    {
        Input = input;
        Output = output;
        Error = error;
        IsInteractive = isInteractive;
        _environment = environment;
        Out = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
    }

    public Stream Input { get; }

    /// <summary>For results that are bytes or many lines; otherwise <see cref="Out"/>.</summary>
    public Stream Output { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Somebody watches the error stream: progress may be drawn.</summary>
    public bool IsInteractive { get; }

    public static Terminal OfProcess() => new(
        Console.OpenStandardInput(),
        Console.OpenStandardOutput(),
        Console.Error,
        Environment.GetEnvironmentVariable,
        !Console.IsErrorRedirected && !Console.IsOutputRedirected);

    /// <summary>A variable of the environment; empty counts as not set.</summary>
    public string? Variable(string name) => _environment(name) is { Length: > 0 } value ? value : null;

    public void Dispose() => Out.Dispose();
}
