namespace InfoShare.Cli.Publishing;

/// <summary>What a file to publish is.</summary>
public enum InputFormat
{
    Ndjson,
    Csv,
}
