namespace InfoShare.Benchmarks.Screening;

/// <param name="Group">Source and scripts, such as <c>eu Latn-Cyrl</c>.</param>
internal sealed record LabelledAlias(string Entity, string Name, string Alias, string Group);
