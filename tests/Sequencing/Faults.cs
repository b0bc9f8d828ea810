namespace InfoShare.Tests.Sequencing;

/// <summary>What goes wrong with a storage call.</summary>
internal enum Fault
{
    None,

    /// <summary>It fails, and nothing was stored.</summary>
    Fails,

    /// <summary>It fails as seen by the caller, and was stored.</summary>
    FailsButStored,

    /// <summary>It fails as seen by the caller, and takes effect some time later, if its conditions hold then.</summary>
    LandsLate,

    /// <summary>The caller's process ends before the call.</summary>
    CrashBefore,

    /// <summary>The caller's process ends after the call took effect.</summary>
    CrashAfter,
}

/// <summary>The end of a simulated process; nothing in the product catches it.</summary>
internal sealed class SimulatedCrashException : Exception;

/// <summary>Which calls of the sequencers go wrong.</summary>
internal abstract record FaultPlan
{
    private FaultPlan()
    {
    }

    public abstract Fault Of(int call, Random random);

    /// <summary>Exactly one call.</summary>
    public sealed record At(int Call, Fault Fault) : FaultPlan
    {
        public override Fault Of(int call, Random random) => call == Call ? Fault : Fault.None;
    }

    /// <summary>One call in <paramref name="OneIn"/>, of the first <paramref name="Calls"/>.</summary>
    public sealed record Often(int OneIn, int Calls) : FaultPlan
    {
        public override Fault Of(int call, Random random) =>
            call < Calls && random.Next(OneIn) == 0 ? (Fault)random.Next(1, 6) : Fault.None;
    }
}
