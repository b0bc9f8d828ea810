using InfoShare.Functions.Storage.Azure;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.NodeJs;

namespace InfoShare.Tests.Storage;

/// <summary>Against an emulator of its own, whose clock the test moves.</summary>
[NeedsAzurite]
public sealed class AzureQueuesTests(AzureQueuesTests.Emulator emulator) : QueuesContract, IClassFixture<AzureQueuesTests.Emulator>, IAsyncLifetime
{
    private AzureStore? _store;

    protected override IQueues Queues => _store!.Queues;

    public async Task InitializeAsync()
    {
        _store = EmulatedStore.Of(emulator.Azurite.NewAccount());
        await emulator.Azurite.SetClockAsync(Time.GetUtcNow());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected override async Task AdvanceAsync(TimeSpan by)
    {
        await base.AdvanceAsync(by);
        await emulator.Azurite.SetClockAsync(Time.GetUtcNow());
    }

    /// <summary>Made by xunit, also where the tests are skipped.</summary>
    public sealed class Emulator : IAsyncLifetime
    {
        private AzuriteProcess? _azurite;

        internal AzuriteProcess Azurite => _azurite!;

        public async Task InitializeAsync() => _azurite = NodePrograms.WhyNot() is null ? await AzuriteProcess.StartAsync() : null;

        public async Task DisposeAsync() => await (_azurite?.DisposeAsync() ?? default);
    }
}
