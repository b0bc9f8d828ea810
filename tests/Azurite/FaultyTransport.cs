using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InfoShare.Tests.Azurite;

/// <summary>
/// The network between the hub and the storage account, as the clients' pipelines see it: each request may go wrong in its own way. Counts all
/// requests, repetitions too.
/// </summary>
internal sealed class FaultyTransport : HttpPipelineTransport
{
    private readonly HttpClientTransport _inner = new();

    private int _calls;

    /// <summary>What happens to a request, by its number from 1.</summary>
    public Func<int, Request, CallFault> Plan { get; set; } = (_, _) => CallFault.None;

    public int Calls => _calls;

    /// <summary>Requests that are taken and never answered.</summary>
    public Func<Request, bool> IsSilent { get; set; } = _ => false;

    public static IReadOnlyList<CallFault> Faults { get; } = [.. Enum.GetValues<CallFault>().Where(fault => fault != CallFault.None)];

    public void Reset(Func<int, Request, CallFault> plan)
    {
        Plan = plan;
        _calls = 0;
    }

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The hub calls asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var fault = Plan(Interlocked.Increment(ref _calls), message.Request);
        if (IsSilent(message.Request))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, message.CancellationToken);
        }

        switch (fault)
        {
            case CallFault.TimesOutBefore:
                throw new TaskCanceledException("No answer in time.");
            case CallFault.IsNotConnected:
                throw new RequestFailedException("Refused.", new HttpRequestException(HttpRequestError.ConnectionError));
            case CallFault.Fails500Before:
                message.Response = new MadeUpResponse(message.Request, 500, "InternalError");
                return;
            case CallFault.IsBusy:
                message.Response = new MadeUpResponse(message.Request, 503, "ServerBusy", retryAfter: 3);
                return;
            case CallFault.IsRefusedOnTheWay:
                message.Response = new MadeUpResponse(message.Request, 503, null, retryAfter: 3);
                return;
            case CallFault.Answers412:
                message.Response = new MadeUpResponse(message.Request, 412, "ConditionNotMet");
                return;
            case CallFault.Answers409:
                message.Response = new MadeUpResponse(message.Request, 409, "OperationNotAllowedInCurrentState");
                return;
        }

        await _inner.ProcessAsync(message);
        switch (fault)
        {
            case CallFault.TimesOutAfter:
                throw new TaskCanceledException("No answer in time.");
            case CallFault.IsResetAfter:
                throw new RequestFailedException("Reset.", new HttpRequestException(HttpRequestError.ResponseEnded));
            case CallFault.Fails500After:
                message.Response = new MadeUpResponse(message.Request, 500, "OperationTimedOut");
                break;
            case CallFault.IsSlow:
                await Task.Delay(30, message.CancellationToken);
                break;
            case CallFault.BreaksOff:
                message.Response.ContentStream = new CutStream(await WholeAsync(message), breaks: true);
                break;
            case CallFault.IsCutShort:
                message.Response.ContentStream = new CutStream(await WholeAsync(message), breaks: false);
                break;
        }
    }

    private static async Task<byte[]> WholeAsync(HttpMessage message)
    {
        using var whole = new MemoryStream();
        await (message.Response.ContentStream ?? Stream.Null).CopyToAsync(whole, message.CancellationToken);
        return whole.ToArray();
    }

    /// <summary>Half of an answer.</summary>
    private sealed class CutStream(byte[] whole, bool breaks) : MemoryStream(whole, 0, whole.Length / 2, writable: false)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => Broken(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Broken(base.Read(buffer));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Broken(await base.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Broken(await base.ReadAsync(buffer, cancellationToken));

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            for (int read; (read = await ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        public override void CopyTo(Stream destination, int bufferSize)
        {
            var buffer = new byte[bufferSize];
            for (int read; (read = Read(buffer, 0, bufferSize)) > 0;)
            {
                destination.Write(buffer, 0, read);
            }
        }

        private int Broken(int read) => read == 0 && breaks ? throw new IOException("The connection was reset.") : read;
    }
}
