namespace InfoShare.Shapes;

/// <summary>A place in a <see cref="CanonicalBuffer"/>.</summary>
public readonly record struct CanonicalMark(int Length, int Sets);
