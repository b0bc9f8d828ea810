using InfoShare.Agencies;
using InfoShare.Datasets.Formats;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Datasets;

/// <summary>All that one build holds to from its beginning to its end.</summary>
/// <param name="End">The first index of the sequence that is not in it.</param>
/// <param name="Previous">The version before it, if there is one in the epoch.</param>
/// <param name="Attempt">In whose name its blobs are.</param>
internal sealed record BuildContext(
    DatasetName Dataset, string Epoch, SequenceIndex End, DatasetManifest? Previous, IReadOnlyList<AudienceMember> Roster, Audiences Audiences,
    DateTimeOffset Now, string Attempt, Func<RecordId, RecordHeader?> FindRelated, Func<AgencyId, RecordKind, string, RecordId> IdOf)
{
    private readonly Dictionary<string, RecordView> _views = new(StringComparer.Ordinal);

    /// <summary>What an audience is shown of records.</summary>
    public RecordView ViewOf(Audience audience)
    {
        if (!_views.TryGetValue(audience.Id, out var view))
        {
            view = new(audience, FindRelated, IdOf, Now);
            _views.Add(audience.Id, view);
        }

        return view;
    }

    /// <summary>
    /// The segments that are there although they may have no record: everybody's, the members', and those that had records before, for whoever
    /// has these must learn that they are gone.
    /// </summary>
    public IEnumerable<Audience> Standing()
    {
        yield return Audience.Public;
        if (Roster.Count > 0)
        {
            yield return Audiences.Members;
        }

        foreach (var segment in Previous?.Segments.Where(segment => segment.Rows > 0 && segment.Audience.Count > 0) ?? [])
        {
            if (Audiences.Of(segment.Audience) is { Members.Count: > 0 } audience && audience.Id == segment.Id)
            {
                yield return audience;
            }
        }
    }
}
