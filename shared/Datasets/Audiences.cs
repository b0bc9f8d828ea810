using System.Security.Cryptography;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Text;

namespace InfoShare.Datasets;

/// <summary>
/// Sorts records into segments by asking the policy about every agency of the roster, one by one: those that it admits are the record's
/// audience, and records with the same audience share a segment. Used by one build at a time.
/// </summary>
/// <param name="key">Makes the names of segments, so that a name does not give its audience away by dictionary.</param>
public sealed class Audiences(IReadOnlyList<AudienceMember> roster, ReadOnlyMemory<byte> key)
{
    private readonly Caller[] _callers = [.. roster.Select(member => member.ToCaller())];

    private readonly Dictionary<Admitted, Audience> _known = [];

    /// <summary>All of the roster.</summary>
    public Audience Members => Of(Enumerable.Range(0, _callers.Length));

    /// <summary>The segments that a version, its record's current one, belongs to: none if nobody may have it in a dataset.</summary>
    public IReadOnlyList<Audience> Of(RecordHeader header, DateTimeOffset now)
    {
        var admitted = new Admitted(_callers.Length);
        if (header.Status != RecordStatus.Retracted)
        {
            for (var at = 0; at < _callers.Length; at++)
            {
                if (Visibility.Allows(_callers[at], header, Use.Dataset, now))
                {
                    admitted.Add(at);
                }
            }
        }

        var isPublic = Audience.Public.Admits(header, now);
        return (isPublic, admitted.IsEmpty) switch
        {
            (true, true) => [Audience.Public],
            (true, false) => [Audience.Public, Known(admitted)],
            (false, false) => [Known(admitted)],
            _ => [],
        };
    }

    /// <summary>The audience of these agencies, as far as they are on the roster.</summary>
    public Audience Of(IReadOnlyCollection<AgencyId> agencies) => Of(Enumerable.Range(0, _callers.Length).Where(at => agencies.Contains(_callers[at].Agency)));

    private Audience Of(IEnumerable<int> members)
    {
        var admitted = new Admitted(_callers.Length);
        foreach (var at in members)
        {
            admitted.Add(at);
        }

        return Known(admitted);
    }

    private Audience Known(Admitted admitted)
    {
        if (!_known.TryGetValue(admitted, out var audience))
        {
            var members = Enumerable.Range(0, _callers.Length).Where(admitted.Has).Select(at => _callers[at]).ToList();
            audience = Audience.Of(members.Count == _callers.Length ? Audience.MembersId : NameOf(members), members);
            _known.Add(admitted, audience);
        }

        return audience;
    }

    /// <summary>The same agencies have the same name in every version: a delta goes from one to the next.</summary>
    private string NameOf(List<Caller> members)
    {
        var all = string.Join(' ', members.Select(member => member.Agency.ToString()));
        return $"set-{Base32.Encode(HMACSHA256.HashData(key.Span, Encoding.ASCII.GetBytes(all)).AsSpan(0, 10))}";
    }

    /// <summary>A set of places of the roster.</summary>
    private readonly struct Admitted(int size) : IEquatable<Admitted>
    {
        private readonly ulong[] _words = new ulong[(size + 63) / 64];

        public bool IsEmpty => Array.TrueForAll(_words, word => word == 0);

        public void Add(int at) => _words[at / 64] |= 1UL << (at % 64);

        public bool Has(int at) => (_words[at / 64] & (1UL << (at % 64))) != 0;

        public bool Equals(Admitted other) => _words.AsSpan().SequenceEqual(other._words);

        public override bool Equals(object? obj) => obj is Admitted other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var word in _words)
            {
                hash.Add(word);
            }

            return hash.ToHashCode();
        }
    }
}
