namespace InfoShare.Tests.Visible;

/// <summary>Records that are published together, and the callers who then ask for them.</summary>
internal sealed record Population(IReadOnlyList<PlannedRecord> Records, IReadOnlyList<GivenCaller> Callers)
{
    public override string ToString() => $"callers:\n  {string.Join("\n  ", Callers)}\nrecords:\n  {string.Join("\n  ", Records.Select((record, place) => $"{place}: {record}"))}";
}
