using InfoShare.Merchants;

namespace InfoShare.Functions.Merchants;

public static class MerchantRegistration
{
    public static IServiceCollection AddMerchants(this IServiceCollection services) => services
        .AddSingleton<MerchantIndex>()
        .AddSingleton<IndexTail>()
        .AddHostedService(provider => provider.GetRequiredService<IndexTail>())
        .AddHostedService<IndexMetrics>()
        .AddSingleton<CursorReader>()
        .AddSingleton<RecordBodies>()
        .AddSingleton<MerchantLookUp>()
        .AddSingleton<PublicLookUp>()
        .AddSingleton<NameLookUp>()
        .AddSingleton<RecordListing>();
}
