using InfoShare.Functions.Screening;

namespace InfoShare.Tests.Screening;

public sealed class RehearsalTests
{
    [Fact]
    public async Task The_Rehearsal_Goes_Through_The_Whole_Engine()
    {
        var answer = Assert.Single(await RehearsalAtStart.RunAsync(TimeProvider.System));

        var hit = Assert.Single(answer.Hits);
        Assert.NotEmpty(hit.Hit.Reasons);
        Assert.Single(hit.Records);
    }
}
