namespace InfoShare.Benchmarks.Screening;

/// <param name="Reference">What the best public matcher gave, if it is known.</param>
internal sealed record LabelledPair(string Schema, string One, string Other, bool IsMatch, double? Reference)
{
    public bool IsPerson => Schema == "Person";

    public bool IsOrganisation => Schema is "Company" or "Organization" or "LegalEntity";
}
