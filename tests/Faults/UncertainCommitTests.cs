using System.Net;
using System.Text;
using InfoShare.Access;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Visible;

namespace InfoShare.Tests.Faults;

/// <summary>A commit of which it is not known whether it was stored is 503: the caller looks, or sends again, and nothing is doubled.</summary>
public sealed class UncertainCommitTests
{
    [Fact]
    public async Task An_Upload_Of_Unknown_Outcome_Is_503_And_Can_Be_Sent_Again()
    {
        var fault = new StorageUncertainException("the disk went away");
        var queues = new Doubtful();
        await using var hub = await HubDriver.StartWithAgenciesAsync(decorate: services => StorageCalls.Wrap<IQueues>(services, (inner, _) => queues.Around(inner)));
        using var publisher = hub.As("cn-customs", Roles.Publisher);

        queues.Fault = fault;
        using (var doubtful = await SubmitAsync(publisher))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, doubtful.StatusCode);
            Assert.NotNull(doubtful.Headers.RetryAfter);
            Assert.Contains("urn:infoshare:problem:unavailable", await doubtful.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        queues.Fault = null;
        using var again = await SubmitAsync(publisher);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient publisher)
    {
        using var content = new StringContent(Invented.Sanction("doubtful").With("kind", "sanction").ToJsonString(), Encoding.UTF8, "application/x-ndjson");
        return await publisher.PostAsync(new Uri("submissions", UriKind.Relative), content);
    }

    /// <summary>Queues that take a message of the submissions and then fail.</summary>
    private sealed class Doubtful : IQueues
    {
        private IQueues _inner = null!;

        public Exception? Fault { get; set; }

        public Doubtful Around(IQueues inner)
        {
            _inner = inner;
            return this;
        }

        public async ValueTask SendAsync(string queue, string text, TimeSpan delay, CancellationToken cancellationToken)
        {
            await _inner.SendAsync(queue, text, delay, cancellationToken);
            if (queue == StorageNames.Queues.Submissions && Fault is { } fault)
            {
                throw fault;
            }
        }

        public ValueTask<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int count, TimeSpan invisible, CancellationToken cancellationToken) =>
            _inner.ReceiveAsync(queue, count, invisible, cancellationToken);

        public ValueTask<QueueMessage?> RenewAsync(QueueMessage message, TimeSpan invisible, CancellationToken cancellationToken) =>
            _inner.RenewAsync(message, invisible, cancellationToken);

        public ValueTask<bool> DeleteAsync(QueueMessage message, CancellationToken cancellationToken) => _inner.DeleteAsync(message, cancellationToken);

        public ValueTask<IReadOnlyList<QueueMessage>> PeekAsync(string queue, int count, CancellationToken cancellationToken) =>
            _inner.PeekAsync(queue, count, cancellationToken);

        public ValueTask<long> CountAsync(string queue, CancellationToken cancellationToken) => _inner.CountAsync(queue, cancellationToken);
    }
}
