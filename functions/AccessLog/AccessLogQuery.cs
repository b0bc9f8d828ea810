using System.Globalization;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Sequencing;
using InfoShare.Shapes;

namespace InfoShare.Functions.AccessLog;

/// <summary>What is asked of the log: days in UTC, both inclusive, and a page.</summary>
public sealed record AccessLogQuery
{
    public const int MaxDays = 31;

    public const int MaxLimit = 500;

    private const int DefaultLimit = 50;

    private DateOnly? _from;
    private DateOnly? _to;

    public DateOnly From { get; private init; }

    public DateOnly To { get; private init; }

    public int Limit { get; private init; }

    public string? Cursor { get; private init; }

    /// <summary>The query, every error of it in <paramref name="errors"/>.</summary>
    public static AccessLogQuery Read(QueryReader query, DateOnly today, out ErrorList errors)
    {
        var (from, to) = (Day(query, "from"), Day(query, "to"));
        var read = new AccessLogQuery
        {
            _from = from,
            _to = to,
            From = from ?? to ?? today,
            To = to ?? today,
            Limit = query.Number("limit", 1, MaxLimit, DefaultLimit),
            Cursor = query.Text("cursor", Cursors.MaxLength),
        };
        errors = query.RefuseOthers();
        if (errors.Count > 0)
        {
            return read;
        }

        if (read.From > read.To)
        {
            errors.Add("to", ErrorCodes.WrongOrder, "'to' must not be before 'from'.");
        }
        else if (read.To.DayNumber - read.From.DayNumber >= MaxDays)
        {
            errors.Add("from", ErrorCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"At most {MaxDays} days are shown at once."));
        }

        return read;
    }

    /// <summary>Which listing a cursor belongs to: the days as given, so that a listing of today goes on after midnight.</summary>
    public IReadOnlyList<string?> Listing(string which) => [which, Text(_from), Text(_to)];

    private static string? Text(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static DateOnly? Day(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateShape.TryParse(text, out var day))
        {
            return day;
        }

        query.Errors.Add(name, ErrorCodes.InvalidDate, $"'{name}' must be a calendar date YYYY-MM-DD.");
        return null;
    }
}
