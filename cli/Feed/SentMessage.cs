namespace InfoShare.Cli.Feed;

/// <summary>A message that the hub has queued.</summary>
/// <param name="Id">Its jti.</param>
/// <param name="Sha256">What the hub knows this very message by, whatever else had its id before.</param>
/// <param name="At">When, by the hub's clock.</param>
public sealed record SentMessage(string Id, string Sha256, DateTimeOffset At);
