using System.Globalization;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>Turns lines into commands: reads, validates, and asks whether this agency may do that with this kind of record.</summary>
internal sealed class LineCommands(Submission submission, LineFormat format, SubmissionOptions options)
{
    public void Add(LineBatch batch, InputLine line, Publisher publisher)
    {
        var errors = new ErrorList();
        var shown = new LineOutcome { Line = line.Number, Result = LineResult.Rejected };
        if (line.TooLong)
        {
            var bound = options.MaxLineBytes.ToString(CultureInfo.InvariantCulture);
            errors.Add("", ErrorCodes.TooLarge, format.HeaderLines > 0
                ? $"The row is longer than {bound} bytes, or its quotes are not in order: a quote within quotes is doubled, and one that is not closed makes one row of all that follows."
                : $"The line is longer than {bound} bytes.");
        }
        else if (format.Read(line, publisher.Context, errors) is { } read)
        {
            CheckRights(read.Kind, publisher, errors);
            shown = shown with { Kind = read.Kind, Reference = read.Reference };
            if (errors.Count == 0)
            {
                batch.Add(shown, CommandOf(read, line.Number, publisher));
                return;
            }
        }
        else
        {
            var name = format.NameOf(line);
            shown = shown with { Kind = name.Kind, Reference = name.Reference };
        }

        batch.Add(shown with { Errors = [.. errors] }, null);
    }

    private void CheckRights(RecordKind kind, Publisher publisher, ErrorList errors)
    {
        if (!PublishableKinds.Allows(publisher.Agency.Kind, kind))
        {
            errors.Add("/kind", ErrorCodes.KindNotAllowed, $"Your kind of agency does not publish records of the kind '{Code<RecordKind>.Of(kind)}'.");
        }
        else if (submission.AlertsOnly && kind != RecordKind.Alert)
        {
            errors.Add("/kind", ErrorCodes.RoleNotAllowed, "With the role 'feed' only alerts can be submitted.");
        }
    }

    private RecordCommand CommandOf(RecordLine line, long number, Publisher publisher)
    {
        var agency = publisher.Agency;
        RecordCommand command = line.Op switch
        {
            RecordOperation.Publish => new RecordCommand.Publish(agency, line.Draft!),
            RecordOperation.Correct => new RecordCommand.Correct(agency, line.Draft!, line.IfVersion, line.Reason),
            RecordOperation.Retract => new RecordCommand.Retract(agency, line.Kind, line.Reference, line.IfVersion, line.Reason),
            RecordOperation.Reinstate => new RecordCommand.Reinstate(agency, line.Kind, line.Reference, line.IfVersion, line.Reason),
            RecordOperation.Repair => new RecordCommand.Repair(agency, line.Kind, line.Reference, line.IfVersion, line.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(line)),
        };

        // The same command whenever the line is gone through again: what it did before a crash is then reported as done.
        return command with { Origin = string.Create(CultureInfo.InvariantCulture, $"{submission.Id}:{number}") };
    }
}
