using System.Text;

namespace InfoShare.Storage;

/// <summary>Checks what is asked of <see cref="IQueues"/>, for every adapter alike. All throw <see cref="StorageLimitException"/>.</summary>
public static class QueueCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static void Name(string queue) => KeyCheck.Name("The queue's name", queue);

    /// <summary>A message to send: its text in UTF-8, and a delay of at most seven days.</summary>
    public static void Send(string queue, string text, TimeSpan delay)
    {
        Name(queue);
        KeyCheck.Text("A message", text);
        StorageLimitException.ThrowIf(Encoding.UTF8.GetByteCount(text) > StorageLimits.MaxMessageBytes, "A message", "has at most 48 KiB of UTF-8");
        StorageLimitException.ThrowIf(delay < TimeSpan.Zero || delay > Longest, "A delay", "is from zero to seven days");
    }

    /// <summary>Messages asked for at once.</summary>
    public static void Count(string queue, int count)
    {
        Name(queue);
        StorageLimitException.ThrowIf(count is < 1 or > 32, "A call", "receives 1 to 32 messages");
    }

    /// <summary>Messages asked for at once, and how long they stay invisible: a second to seven days.</summary>
    public static void Receive(string queue, int count, TimeSpan invisible)
    {
        Count(queue, count);
        StorageLimitException.ThrowIf(invisible < TimeSpan.FromSeconds(1) || invisible > Longest, "A receipt", "lasts from a second to seven days");
    }

    /// <summary>How long a received message stays invisible from now: zero to seven days.</summary>
    public static void Renew(TimeSpan invisible) =>
        StorageLimitException.ThrowIf(invisible < TimeSpan.Zero || invisible > Longest, "A renewal", "lasts from zero to seven days");
}
