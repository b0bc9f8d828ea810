namespace InfoShare.Functions.Screening;

public static class ScreeningRegistration
{
    public static IServiceCollection AddScreening(this IServiceCollection services) => services
        .AddSingleton<Screenings>()
        .AddHostedService<RehearsalAtStart>();
}
