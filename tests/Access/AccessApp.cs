using System.Net.Http.Headers;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.AccessLog;
using InfoShare.Functions.Agencies;
using InfoShare.Storage;
using InfoShare.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoShare.Tests.Access;

/// <summary>A small hub on a real Kestrel: access control over tables in memory, and a route per rule.</summary>
public sealed class AccessApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private AccessApp(WebApplication app, string folder, ITables tables)
    {
        _app = app;
        _folder = folder;
        Tables = tables;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Key = EmbeddedIssuerKey.Load(Path.Combine(folder, EmbeddedIssuer.KeyFile));
    }

    public HttpClient Client { get; }

    public EmbeddedIssuerKey Key { get; }

    public ITables Tables { get; }

    public IServiceProvider Services => _app.Services;

    public AgencyDirectory Directory => _app.Services.GetRequiredService<AgencyDirectory>();

    public static async Task<AccessApp> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IEndpointRouteBuilder>? map = null, ITables? tables = null)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("infoshare-access-").FullName;
        tables ??= new MemoryTables();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(tables);
        builder.Services.AddSingleton(await HubKeys.LoadAsync(new OneBlob(), CancellationToken.None));
        builder.Services.AddSingleton<InfoShare.Subscriptions.SubscriptionStore>();
        builder.Services.AddAgencies();
        builder.Services.AddAccessLog();
        builder.Services.AddAccess(builder.Configuration, folder);
        var app = builder.Build();
        app.UseAccess();
        Map(app);
        map?.Invoke(app);
        await app.StartAsync();
        return new(app, folder, tables);
    }

    /// <summary>Registers an agency, as an administrator would.</summary>
    public async Task RegisterAsync(string id, AgencyKind kind, AgencyStatus status = AgencyStatus.Active, params AgencyClient[] clients)
    {
        var known = (await Directory.CurrentAsync(CancellationToken.None)).Find(AgencyId.Parse(id));
        var agency = new Agency { Id = AgencyId.Parse(id), Name = id, Kind = kind, Jurisdiction = "DE", Status = status, Clients = clients };
        var outcome = await Directory.PutAsync(agency, known?.Revision, CancellationToken.None);
        Assert.True(outcome is AgencyWriteOutcome.Created or AgencyWriteOutcome.Updated);
    }

    public string Token(string agency, Roles roles) =>
        Key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(1), TimeProvider.System.GetUtcNow());

    public async Task<HttpResponseMessage> GetAsync(string path, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Key.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => "alive").OpenToAll();
        app.MapGet("/api/v1/public/ping", () => "ping").OpenToAll();
        app.MapGet("/api/v1/member", Who).RequireMember();
        app.MapGet("/api/v1/reader", Who).RequireRoles(Roles.Reader);
        app.MapGroup("/api/v1").MapAgencies();
        app.MapGroup("/api/v1").MapMe();
        app.MapGet("/api/v1/forgotten", () => "never");
    }

    private static string Who(HttpContext context)
    {
        var caller = context.GetCaller();
        return $"{caller.Agency}|{string.Join(' ', RoleCodes.Of(caller.Roles))}|{caller.OnBehalfOf}|{caller.Purpose?.Reason}|{caller.Purpose?.Case}";
    }
}
