using InfoShare.Records;

namespace InfoShare.Functions.Records;

public static class RecordRegistration
{
    public static IServiceCollection AddRecords(this IServiceCollection services) => services
        .AddSingleton<RecordStore>()
        .AddSingleton<RelatedRecords>()
        .AddSingleton<RecordReading>()
        .AddSingleton<RecordPublishing>()
        .AddSingleton<RecordChanging>()
        .AddSingleton<RecordAnswers>()
        .AddSingleton<VisibleWait>();
}
