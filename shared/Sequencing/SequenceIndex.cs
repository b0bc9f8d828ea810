namespace InfoShare.Sequencing;

/// <summary>A place in the one total order of everything published, from 0. Never leaves the hub in the clear.</summary>
public readonly record struct SequenceIndex(long Value) : IComparable<SequenceIndex>
{
    public static SequenceIndex Zero => new(0);

    public SequenceIndex Next => new(Value + 1);

    public static bool operator <(SequenceIndex left, SequenceIndex right) => left.Value < right.Value;

    public static bool operator >(SequenceIndex left, SequenceIndex right) => left.Value > right.Value;

    public static bool operator <=(SequenceIndex left, SequenceIndex right) => left.Value <= right.Value;

    public static bool operator >=(SequenceIndex left, SequenceIndex right) => left.Value >= right.Value;

    public int CompareTo(SequenceIndex other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
