namespace InfoShare.Submissions;

/// <summary>The input cannot be read further, now or ever: the submission fails, and <paramref name="reason"/> tells its agency why.</summary>
public class UnreadableInputException(string reason, Exception? inner = null) : Exception(reason, inner);
