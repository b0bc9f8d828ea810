using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Functions.Access;

/// <summary>
/// What one request asked and which records its answer shows, told by the endpoint for the access log before it writes its answer.
/// </summary>
public sealed class Shown
{
    private readonly List<(AgencyId Publisher, RecordId Id)> _records = [];
    private List<string>? _values;

    /// <summary>The records shown so far, in the order of showing.</summary>
    public IReadOnlyList<(AgencyId Publisher, RecordId Id)> Records => _records;

    /// <summary>The kind of question, such as <c>identifier</c> or <c>name</c>; null if the endpoint said nothing.</summary>
    public string? What { get; private set; }

    /// <summary>What was asked for, in the clear: it leaves this object as keyed hashes alone.</summary>
    public IReadOnlyList<string> Values => _values ?? [];

    /// <summary>The record, agency or other thing of the hub's that the request is about, by its id, which tells nothing of a merchant; null if there is none.</summary>
    public string? Target { get; private set; }

    /// <summary>A record, or its header, is part of the answer.</summary>
    public void Add(AgencyId publisher, RecordId id) => _records.Add((publisher, id));

    /// <summary>What was asked; called once per value where a request asks for several.</summary>
    /// <param name="what">The kind of question: a lower-case word of the code's own.</param>
    /// <param name="personalValue">The identifier or name asked for, if any; logged as its keyed hash.</param>
    /// <param name="target">The id of what the request is about, read and well-formed, whether or not it exists.</param>
    public void Asked(string what, string? personalValue, string? target = null)
    {
        What = what;
        Target = target;
        if (personalValue is not null)
        {
            (_values ??= []).Add(personalValue);
        }
    }
}

public static class ShownExtensions
{
    /// <summary>Where this request's endpoint tells what it shows.</summary>
    public static Shown GetShown(this HttpContext context)
    {
        if (context.Features.Get<Shown>() is { } shown)
        {
            return shown;
        }

        shown = new Shown();
        context.Features.Set(shown);
        return shown;
    }
}
