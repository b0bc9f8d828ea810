using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Dispositions;

/// <summary>
/// Dispositions over the tables: each a row of its own by its alert and one by its number, never changed or removed, in the partition of the
/// alert's publisher, so that an institution's answers are one range, and those after a number are one. Both and the count of them are one
/// commit: a crash leaves all or nothing, and who has seen a number has seen all before it.
/// </summary>
public sealed class DispositionStore(ITables tables, TimeProvider time)
{
    /// <summary>Answers of one agency to one alert.</summary>
    public const int MaxPerAgency = 100;

    private const string Agency = "agency";
    private const string Answer = "answer";
    private const string Note = "note";
    private const string At = "at";
    private const string Alert = "alert";
    private const string Count = "count";

    /// <summary>Attempts to take the next number while others answer the same publisher's alerts.</summary>
    private const int Tries = 20;

    /// <summary>Stores the agency's answer, unless its newest says the same.</summary>
    /// <exception cref="StorageUnavailableException">It may not be stored; sending it again is harmless.</exception>
    public async Task<DispositionOutcome> AnswerAsync(RecordHeader alert, AgencyId agency, DispositionDraft draft, CancellationToken cancellationToken)
    {
        var own = (await ListAsync(alert, cancellationToken)).Where(disposition => disposition.Agency == agency).ToList();
        var disposition = new Disposition(alert.Id, agency, draft.Answer, draft.Note, After(own));
        if (own is [.., var newest] && newest.SaysTheSameAs(disposition))
        {
            return new DispositionOutcome.Unchanged(newest);
        }

        if (own.Count >= MaxPerAgency)
        {
            return new DispositionOutcome.TooMany();
        }

        await InsertAsync(alert.Publisher, disposition, cancellationToken);
        return new DispositionOutcome.Answered(disposition);
    }

    /// <summary>All answers to an alert, in the order in which they were given. One range read.</summary>
    public async Task<IReadOnlyList<Disposition>> ListAsync(RecordHeader alert, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.DispositionRows.OfAlert(alert.Id);
        return await ReadAsync(alert.Publisher, from, to, cancellationToken);
    }

    /// <summary>All answers to a publisher's alerts, by alert, and of each in the order in which they were given.</summary>
    public Task<IReadOnlyList<Disposition>> ListAsync(AgencyId publisher, CancellationToken cancellationToken) =>
        ReadAsync(publisher, StorageNames.DispositionRows.ByAlert.From, StorageNames.DispositionRows.ByAlert.To, cancellationToken);

    /// <summary>Answers to a publisher's alerts in the order in which they were stored, from the one with a number (the first has 0), up to so many.</summary>
    public async Task<IReadOnlyList<Disposition>> ListFromAsync(AgencyId publisher, long number, int take, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.DispositionRows.NumbersFrom(number);
        return await tables.QueryAllAsync(StorageNames.Tables.Dispositions, StorageNames.DispositionRows.Partition(publisher), from, to, cancellationToken)
            .Take(take).Select(Decode).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Disposition>> ReadAsync(AgencyId publisher, string? from, string? to, CancellationToken cancellationToken)
    {
        var found = new List<Disposition>();
        var partition = StorageNames.DispositionRows.Partition(publisher);
        await foreach (var row in tables.QueryAllAsync(StorageNames.Tables.Dispositions, partition, from, to, cancellationToken))
        {
            found.Add(Decode(row));
        }

        return found;
    }

    /// <summary>Now, to the millisecond, and after the agency's answer before, whatever the clock of the process that took that.</summary>
    private DateTimeOffset After(List<Disposition> own)
    {
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        return own is [.., var newest] && newest.AnsweredAt >= now ? newest.AnsweredAt.AddMilliseconds(1) : now;
    }

    private async Task InsertAsync(AgencyId publisher, Disposition disposition, CancellationToken cancellationToken)
    {
        var partition = StorageNames.DispositionRows.Partition(publisher);
        var row = StorageNames.DispositionRows.Row(disposition.Alert, disposition.AnsweredAt, disposition.Agency, Guid.NewGuid().ToString("N"));
        for (var tries = 0; tries < Tries; tries++)
        {
            var head = await tables.GetAsync(StorageNames.Tables.Dispositions, partition, StorageNames.DispositionRows.Head, cancellationToken);
            var outcome = await tables.CommitAsync(StorageNames.Tables.Dispositions, partition, Writes(row, disposition, head), cancellationToken);

            // The row's name is this attempt's alone: if it is there, it was this commit.
            if (outcome is CommitOutcome.Committed || await outcome.LookAsync(() => tables.GetAsync(StorageNames.Tables.Dispositions, partition, row, cancellationToken)) is not null)
            {
                return;
            }

            if (outcome is CommitOutcome.Unknown unknown)
            {
                throw new StorageUncertainException(unknown.Reason);
            }
        }

        throw new StorageUnavailableException("Too many answers are being given to the publisher's alerts just now.");
    }

    private static TableWrite[] Writes(string row, Disposition disposition, Entity? head)
    {
        var number = head?.Properties.GetInt64(Count) ?? 0;
        var count = new Properties { { Count, number + 1 } };
        var numbered = Encode(disposition);
        numbered.Add(Alert, disposition.Alert.ToString());
        return
        [
            new TableWrite.Insert(row, Encode(disposition)),
            new TableWrite.Insert(StorageNames.DispositionRows.Number(number), numbered),
            head is null ? new TableWrite.Insert(StorageNames.DispositionRows.Head, count) : new TableWrite.Replace(StorageNames.DispositionRows.Head, count, head.ETag),
        ];
    }

    private static Properties Encode(Disposition disposition)
    {
        var properties = new Properties
        {
            { Agency, disposition.Agency.ToString() },
            { Answer, Code<DispositionAnswer>.Of(disposition.Answer) },
            { At, disposition.AnsweredAt.UtcTicks },
        };
        if (disposition.Note is { } note)
        {
            properties.Add(Note, note);
        }

        return properties;
    }

    private static Disposition Decode(Entity row) => new(
        RecordId.Parse(row.Properties.GetString(Alert) ?? StorageNames.DispositionRows.AlertOf(row.Row)),
        AgencyId.Parse(row.Properties.GetString(Agency)!),
        Code<DispositionAnswer>.TryParse(row.Properties.GetString(Answer), out var answer) ? answer : throw new InvalidDataException($"{row.Row} has no answer."),
        row.Properties.GetString(Note),
        new(row.Properties.GetInt64(At) ?? throw new InvalidDataException($"{row.Row} has no time."), TimeSpan.Zero));
}
