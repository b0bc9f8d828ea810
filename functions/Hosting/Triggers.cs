namespace InfoShare.Functions.Hosting;

/// <summary>
/// A queue and what handles its messages, whichever host pulls it: the Functions host (functions/Triggers/{Name}/function.json) or the
/// program itself. Returning is success and removes the message; throwing makes it come back, and after N receipts moves it to
/// <c>{queue}-poison</c>. At least once: a handler meets the same message again after a crash.
/// </summary>
/// <param name="Name">The function's name, and the path of its internal endpoint.</param>
public sealed record QueueTrigger(string Name, string Queue, Func<string, CancellationToken, Task> Handle);

/// <summary>Work that is due on a schedule, whichever host calls it. Missed runs are run once.</summary>
/// <param name="Name">The function's name, and the path of its internal endpoint.</param>
/// <param name="Schedule">NCRONTAB with six fields, in UTC, as in function.json.</param>
public sealed record TimerTrigger(string Name, string Schedule, Func<CancellationToken, Task> Handle);
