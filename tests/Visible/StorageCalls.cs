using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using InfoShare.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Visible;

/// <summary>
/// Counts the storage calls of each request, by wrapping the ports: a request that carries <see cref="Header"/> gets its calls noted under
/// that header's value, as method, table and kind of row. What the hub does on its own account (tailing, sequencing, timers) is not counted,
/// nor the registry's re-reading, which falls to whichever request finds it a second old.
/// </summary>
internal sealed class StorageCalls
{
    public const string Header = "X-Count";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _calls = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Of(string request) => _calls.TryGetValue(request, out var calls) ? [.. calls] : [];

    public void Decorate(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        Wrap<ITables>(services, (inner, provider) => new Tables(inner, this, provider.GetRequiredService<IHttpContextAccessor>()));
        Wrap<IBlobs>(services, (inner, provider) => new Blobs(inner, this, provider.GetRequiredService<IHttpContextAccessor>()));
        Wrap<IQueues>(services, (inner, provider) => new Queues(inner, this, provider.GetRequiredService<IHttpContextAccessor>()));
    }

    /// <summary>Puts another port in the place of the registered one, around it.</summary>
    public static void Wrap<T>(IServiceCollection services, Func<T, IServiceProvider, T> wrap)
        where T : class
    {
        var registered = services.Last(service => service.ServiceType == typeof(T));
        services.AddSingleton(provider => wrap((T)registered.ImplementationFactory!(provider), provider));
    }

    private void Note(IHttpContextAccessor accessor, string call, string where)
    {
        if (accessor.HttpContext?.Request.Headers[Header] is [{ } request] && where != StorageNames.Tables.Agencies)
        {
            _calls.GetOrAdd(request, _ => new()).Enqueue($"{call} {where}");
        }
    }

    private static string Row(string? row) => row is { Length: > 2 } ? row[..2] : "";

    private sealed class Tables(ITables inner, StorageCalls calls, IHttpContextAccessor accessor) : ITables
    {
        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
        {
            calls.Note(accessor, $"get {Row(row)}", table);
            return inner.GetAsync(table, partition, row, cancellationToken);
        }

        public ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
        {
            calls.Note(accessor, $"query {Row(from)}", table);
            return inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
        }

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            calls.Note(accessor, $"commit {writes.Count}", table);
            return inner.CommitAsync(table, partition, writes, cancellationToken);
        }
    }

    private sealed class Blobs(IBlobs inner, StorageCalls calls, IHttpContextAccessor accessor) : IBlobs
    {
        public ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken)
        {
            calls.Note(accessor, "properties", container);
            return inner.GetPropertiesAsync(container, name, cancellationToken);
        }

        public ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken)
        {
            calls.Note(accessor, "open", container);
            return inner.OpenReadAsync(container, name, offset, length, cancellationToken);
        }

        public ValueTask<BlobWriteOutcome> WriteAsync(string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
        {
            calls.Note(accessor, "write", container);
            return inner.WriteAsync(container, name, content, condition, cancellationToken);
        }

        public ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken)
        {
            calls.Note(accessor, "delete", container);
            return inner.DeleteAsync(container, name, cancellationToken);
        }

        public async IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            calls.Note(accessor, "list", container);
            await foreach (var blob in inner.ListAsync(container, prefix, cancellationToken))
            {
                yield return blob;
            }
        }
    }

    private sealed class Queues(IQueues inner, StorageCalls calls, IHttpContextAccessor accessor) : IQueues
    {
        public ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
        {
            calls.Note(accessor, "send", queue);
            return inner.SendAsync(queue, text, delay, cancellationToken);
        }

        public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan invisible, CancellationToken cancellationToken) =>
            inner.ReceiveAsync(queue, count, invisible, cancellationToken);

        public ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken) =>
            inner.RenewAsync(message, invisible, cancellationToken);

        public ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken) => inner.DeleteAsync(message, cancellationToken);

        public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) =>
            inner.PeekAsync(queue, count, cancellationToken);

        public ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken) => inner.CountAsync(queue, cancellationToken);
    }
}
