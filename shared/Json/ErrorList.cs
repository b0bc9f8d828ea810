using System.Diagnostics.CodeAnalysis;

namespace InfoShare.Json;

/// <summary>Collects everything that is wrong with one input, up to a bound, so that it can be told at once.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A list of errors.")]
public sealed class ErrorList : IReadOnlyCollection<FieldError>
{
    /// <summary>Errors kept; the rest are counted out, so that a hostile body cannot make a huge answer.</summary>
    public const int Max = 100;

    private readonly List<FieldError> _errors = [];

    public int Count => _errors.Count;

    /// <summary>Adds an error, unless the same is told already.</summary>
    public void Add(string pointer, string code, string message)
    {
        var error = new FieldError(pointer, code, message);
        if (_errors.Count < Max && !_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }

    public IEnumerator<FieldError> GetEnumerator() => _errors.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
