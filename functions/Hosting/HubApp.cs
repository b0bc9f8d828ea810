using InfoShare.Functions.Access;
using InfoShare.Functions.AccessLog;
using InfoShare.Functions.Agencies;
using InfoShare.Functions.Changes;
using InfoShare.Functions.Codes;
using InfoShare.Functions.Datasets;
using InfoShare.Functions.Demo;
using InfoShare.Functions.Dispositions;
using InfoShare.Functions.Documents;
using InfoShare.Functions.Feed;
using InfoShare.Functions.Health;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Functions.Publicity;
using InfoShare.Functions.Records;
using InfoShare.Functions.Screening;
using InfoShare.Functions.Sequencing;
using InfoShare.Functions.Snapshots;
using InfoShare.Functions.Statistics;
using InfoShare.Functions.Storage;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Functions.Submissions;
using InfoShare.Functions.Subscriptions;
using InfoShare.Functions.Telemetry;

namespace InfoShare.Functions.Hosting;

/// <summary>The program as a list of its areas, the same under both hosts.</summary>
public static class HubApp
{
    public static async Task<WebApplication> BuildAsync(HubOptions options, CancellationToken cancellationToken)
    {
        // Settings are read from the file beside the program, wherever it was started from.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Listen(options);
        builder.AddTelemetry();
        builder.Services
            .AddSingleton(options)
            .AddSingleton(TimeProvider.System)
            .AddStorage(builder.Configuration, options.DataDirectory)
            .AddHubKeys()
            .AddAgencies()
            .AddAccess(builder.Configuration, options.DataDirectory)
            .AddAccessLog()
            .AddSequencing()
            .AddRecords()
            .AddMerchants()
            .AddDispositions()
            .AddStatistics()
            .AddChanges()
            .AddSnapshots(builder.Configuration.ReadSnapshotOptions())
            .AddScreening()
            .AddPublicity()
            .AddSubmissions(builder.Configuration.ReadSubmissionOptions())
            .AddDatasets(builder.Configuration.ReadDatasetOptions())
            .AddFeed()
            .AddSubscriptions(builder.Configuration.ReadWebhookOptions())
            .AddHealth()
            .AddDocuments()
            .AddTriggers(options.CustomHandlerPort);
        options.Decorate?.Invoke(builder.Services);

        var app = builder.Build();
        await LoadIdentityAsync(app, options, cancellationToken);
        app.UseHead();
        app.UseRequestMetrics();
        app.UseErrorEdge();
        if (options.CustomHandlerPort is not null)
        {
            app.UseCallerAddress();
        }

        app.UseDocumentPage();
        app.UseRouting();
        app.UseAccess();
        app.MapTriggers(options.CustomHandlerPort);
        app.MapHealth();
        app.MapDocuments();
        app.MapApi();
        return app;
    }

    /// <summary>Until the hub is stopped; the program's exit code.</summary>
    public static async Task<int> RunAsync(WebApplication app, HubOptions options)
    {
        if (options.Restored)
        {
            var store = app.Services.GetService<AzureStore>() is null
                ? $"the embedded store in {options.DataDirectory}"
                : $"the storage account at {AzureConnection.Read(app.Configuration).Tables}";
            return await Restoring.RenewAsync(app.Services, store);
        }

        await StartAsync(app);
        if (options.Demo)
        {
            await app.Services.FillWithDemoAsync(options);
        }

        await app.WaitForShutdownAsync();
        return HasFailed(app) ? 1 : 0;
    }

    /// <summary>Where one service cannot start (an address is taken), the others are stopped, or the end of each would be logged as a failure of its own.</summary>
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            app.Lifetime.StopApplication();
            throw;
        }
    }

    /// <summary>Several processes that share a store wait for it; who is told to restore one is told at once that it cannot be reached.</summary>
    private static Task LoadIdentityAsync(WebApplication app, HubOptions options, CancellationToken cancellationToken) =>
        app.Services.GetService<SharedSequence>() is null || options.Restored
            ? app.Services.GetRequiredService<HubIdentity>().LoadAsync(cancellationToken)
            : ActivatorUtilities.CreateInstance<PatientStart>(app.Services).RunAsync(cancellationToken);

    /// <summary>
    /// What ended the program was one of its own services. Whoever started it must be told by its exit code: after 0 the Functions host starts
    /// nothing again.
    /// </summary>
    private static bool HasFailed(WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });

    private static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapMe();
        api.MapRecords();
        api.MapDispositions();
        api.MapStatistics();
        api.MapMerchants();
        api.MapChanges();
        api.MapScreenings();
        api.MapSubmissions();
        api.MapDatasets();
        api.MapFeed();
        api.MapSubscriptions();
        api.MapAgencies();
        api.MapCodes();
        api.MapAccessLog();
        api.MapPoison();
        api.MapOperations();
    }
}
