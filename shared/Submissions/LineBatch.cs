using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>Lines read together: what is to be done for each, or why nothing can be.</summary>
internal sealed class LineBatch
{
    private readonly List<(LineOutcome Shown, RecordCommand? Command)> _lines = [];

    /// <summary>Every line's outcome as far as it is known, with its command; a line without one has its final outcome.</summary>
    public IReadOnlyList<(LineOutcome Shown, RecordCommand? Command)> Lines => _lines;

    /// <summary>What to do, in the order of the lines.</summary>
    public List<RecordCommand> Commands { get; } = [];

    /// <summary>Where the next batch begins; its counts are not set.</summary>
    public Checkpoint End { get; set; } = new();

    /// <summary>The input ends here.</summary>
    public bool IsLast { get; set; }

    /// <summary>Why nothing can be read after these lines; null: it can, or there is nothing.</summary>
    public string? Fault { get; set; }

    /// <summary>No other batch follows.</summary>
    public bool IsEnd => IsLast || Fault is not null;

    public void Add(LineOutcome shown, RecordCommand? command)
    {
        _lines.Add((shown, command));
        if (command is not null)
        {
            Commands.Add(command);
        }
    }
}
