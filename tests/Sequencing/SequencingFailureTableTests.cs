using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

public sealed class SequencingFailureTableTests
{
    private const int Interleavings = 2000;

    private static readonly FaultPlan Stormy = new FaultPlan.Often(OneIn: 8, Calls: 150);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_Storage_Call_May_Fail_In_Every_Way(bool sharing)
    {
        var runs = 0;
        for (var seed = 0; seed < 4; seed++)
        {
            var calls = Simulation.Run(seed, new FaultPlan.At(-1, Fault.None), sharing: sharing).Calls;
            for (var call = 0; call < calls; call++)
            {
                for (var fault = Fault.Fails; fault <= Fault.CrashAfter; fault++, runs++)
                {
                    var violation = Simulation.Run(seed, new FaultPlan.At(call, fault), sharing: sharing).Violation;
                    Assert.True(violation is null, $"Seed {seed}, call {call}, {fault}: {violation}");
                }
            }
        }

        Assert.True(runs > 500, $"Only {runs} runs.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Interleaved_Sequencers_Survive_A_Storm_Of_Faults(bool sharing)
    {
        var found = FirstViolation(tables => tables, sharing: sharing);
        Assert.True(found is null, found);
    }

    [Fact]
    public void The_Same_Seed_Is_The_Same_Run() => Assert.Equal(Simulation.Run(7, Stormy).Calls, Simulation.Run(7, Stormy).Calls);

    [Fact]
    public void Upserting_Rows_Is_Caught() =>
        Assert.NotNull(FirstViolation(tables => new UpsertsRows(tables), "changed"));

    [Fact]
    public void Listing_Before_The_Head_Is_Caught() =>
        Assert.NotNull(FirstViolation(tables => new ListsBeforeHead(tables, ["00", "3f"]), "doubled"));

    [Fact]
    public void Moving_The_Head_First_Is_Caught() =>
        Assert.NotNull(FirstViolation(tables => new MovesHeadFirst(tables), "doubled"));

    [Fact]
    public void Trusting_Clocks_Is_Caught() =>
        Assert.NotNull(FirstViolation(tables => new TrustsClocks(tables), "out of order"));

    [Fact]
    public void Going_On_After_An_Unknown_Outcome_Is_Caught() =>
        Assert.NotNull(FirstViolation(tables => new TakesUnknownForDone(tables), "lost"));

    private static string? FirstViolation(Func<ITables, ITables> variant, string words = "", bool sharing = false)
    {
        for (var seed = 0; seed < Interleavings; seed++)
        {
            if (Simulation.Run(seed, Stormy, variant, sharing).Violation is { } violation && violation.Contains(words, StringComparison.Ordinal))
            {
                return $"Seed {seed}: {violation}";
            }
        }

        return null;
    }
}
