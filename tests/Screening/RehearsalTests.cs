using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

public sealed class RehearsalTests
{
    [Fact]
    public void The_Rehearsal_Goes_Through_The_Whole_Engine() => Assert.InRange(Rehearsal.Run(), ScoringTable.DefaultThreshold, 0.999);
}
