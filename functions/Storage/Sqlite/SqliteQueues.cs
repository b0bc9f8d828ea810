using System.Text;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>Queues in the database file. Messages come in the order in which they became visible.</summary>
public sealed class SqliteQueues : IQueues
{
    private const string Insert = "INSERT INTO messages (queue, visible, inserted, receipt, dequeued, body) VALUES (?1, ?2, ?3, 0, 0, ?4)";
    private const string AnyVisible = "SELECT 1 FROM messages WHERE queue = ?1 AND visible <= ?2 LIMIT 1";
    private const string Front =
        "SELECT id, inserted, receipt, dequeued, body FROM messages WHERE queue = ?1 AND visible <= ?2 ORDER BY visible, id LIMIT ?3";
    private const string Receive = "UPDATE messages SET visible = ?2, receipt = ?3, dequeued = dequeued + 1 WHERE id = ?1";
    private const string Renew = "UPDATE messages SET visible = ?3, receipt = ?4 WHERE id = ?1 AND receipt = ?2";
    private const string Remove = "DELETE FROM messages WHERE id = ?1 AND receipt = ?2";
    private const string Release = "UPDATE messages SET visible = ?1, dequeued = dequeued - 1 WHERE dequeued > 0 AND visible > ?1";
    private const string Count = "SELECT COUNT(*) FROM messages WHERE queue = ?1";

    private readonly ReadPool _readers;
    private readonly GroupWriter _writer;
    private readonly Versions _versions;
    private readonly TimeProvider _time;

    internal SqliteQueues(ReadPool readers, GroupWriter writer, Versions versions, TimeProvider time)
    {
        _readers = readers;
        _writer = writer;
        _versions = versions;
        _time = time;
    }

    /// <summary>
    /// At the opening: whoever held a message was a process that is no more, as the directory has one owner at a time. What it held is
    /// visible at once, and its receipt does not count: a process that was killed says nothing about the message. (A handler whose work
    /// can kill the process counts its own attempts.) Messages that wait out a delay or a failure, received by nobody since, keep waiting
    /// or come a little sooner.
    /// </summary>
    internal static void ReleaseHeld(Database database, TimeProvider time) =>
        database.Prepared(Release).Bind(1, time.GetUtcNow().UtcTicks).Run();

    private long Now => _time.GetUtcNow().UtcTicks;

    public async ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        QueueCheck.Send(queue, text, delay);
        var body = Body(text);
        var now = Now;
        await WriteAsync(
            database => database.Prepared(Insert).Bind(1, queue).Bind(2, now + delay.Ticks).Bind(3, now).Bind(4, body).Run() > 0, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(
        string queue, int count, TimeSpan invisible, CancellationToken cancellationToken)
    {
        QueueCheck.Receive(queue, count, invisible);
        cancellationToken.ThrowIfCancellationRequested();

        // Pollers find most queues empty; they need not wait for the writer.
        return _readers.Read((queue, Now), static (database, asked) => Exists(database, asked.queue, asked.Now))
            ? await WriteAsync(database => Take(database, queue, count, invisible), cancellationToken)
            : [];
    }

    public async ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken)
    {
        QueueCheck.Renew(invisible);
        var receipt = _versions.Next();
        var visible = Now + invisible.Ticks;
        return await WriteAsync(
            database => Own(database, Renew, message).Bind(3, visible).Bind(4, receipt).Run() > 0
                ? message with { Receipt = Versions.Format(receipt) }
                : null,
            cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken) =>
        await WriteAsync(database => Own(database, Remove, message).Run() > 0, cancellationToken);

    public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken)
    {
        QueueCheck.Count(queue, count);
        cancellationToken.ThrowIfCancellationRequested();
        return new(_readers.Read<(string, int, long), IReadOnlyList<QueueMessage>>(
            (queue, count, Now), static (database, asked) => List(database, asked.Item1, asked.Item2, asked.Item3)));
    }

    public ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken)
    {
        QueueCheck.Name(queue);
        cancellationToken.ThrowIfCancellationRequested();
        return new(_readers.Read(queue, static (database, name) => CountOf(database, name)));
    }

    /// <summary>The format byte keeps an empty text from being a null.</summary>
    private static byte[] Body(string text)
    {
        var body = new byte[1 + Encoding.UTF8.GetByteCount(text)];
        body[0] = 1;
        Encoding.UTF8.GetBytes(text, body.AsSpan(1));
        return body;
    }

    private static bool Exists(Database database, string queue, long now)
    {
        var statement = database.Prepared(AnyVisible).Bind(1, queue).Bind(2, now);
        var any = statement.Step();
        statement.Reset();
        return any;
    }

    private static long CountOf(Database database, string queue)
    {
        var statement = database.Prepared(Count).Bind(1, queue);
        statement.Step();
        var count = statement.Int64(0);
        statement.Reset();
        return count;
    }

    private static List<QueueMessage> List(Database database, string queue, int count, long now)
    {
        var statement = database.Prepared(Front).Bind(1, queue).Bind(2, now).Bind(3, count);
        var messages = new List<QueueMessage>();
        while (statement.Step())
        {
            messages.Add(new(
                queue,
                Versions.Format(statement.Int64(0)),
                Versions.Format(statement.Int64(2)),
                Encoding.UTF8.GetString(statement.Bytes(4)[1..]),
                (int)statement.Int64(3),
                new(statement.Int64(1), TimeSpan.Zero)));
        }

        return messages;
    }

    private static Statement Own(Database database, string sql, QueueMessage message) =>
        database.Prepared(sql).Bind(1, Versions.Parse(message.Id)).Bind(2, Versions.Parse(message.Receipt));

    private List<QueueMessage> Take(Database database, string queue, int count, TimeSpan invisible)
    {
        var now = Now;
        var messages = List(database, queue, count, now);
        for (var index = 0; index < messages.Count; index++)
        {
            var receipt = _versions.Next();
            database.Prepared(Receive).Bind(1, Versions.Parse(messages[index].Id)).Bind(2, now + invisible.Ticks).Bind(3, receipt).Run();
            messages[index] = messages[index] with { Receipt = Versions.Format(receipt), DequeueCount = messages[index].DequeueCount + 1 };
        }

        return messages;
    }

    private ValueTask<T> WriteAsync<T>(Func<Database, T> write, CancellationToken cancellationToken) =>
        _writer.SubmitAsync(write, null, 256, cancellationToken);
}
