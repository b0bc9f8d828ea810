using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Text;

namespace InfoShare.Datasets;

/// <summary>
/// Which records of a segment are of one merchant: those that verified strong identifiers join, as in a look-up, but of the segment's records
/// alone, so that nothing hidden joins. Some forty bytes a record.
/// </summary>
/// <remarks>
/// Records are numbered in the order in which they are added. A merchant's id comes of the identifier among its own whose hash is least, so it
/// stays from version to version while the merchant has that identifier; without any, of its record.
/// </remarks>
internal sealed class MerchantGroups
{
    private readonly Dictionary<UInt128, int> _identifiers = [];

    /// <summary>How many records carry each identifier.</summary>
    private readonly List<int> _carriers = [];

    private readonly List<UInt128> _hashes = [];

    /// <summary>Pairs of a record and an identifier that it carries.</summary>
    private readonly List<(int Record, int Identifier)> _carried = [];

    /// <summary>Each record's id, hashed: the merchant's id where it has no identifier.</summary>
    private readonly List<UInt128> _records = [];

    private int[] _parents = [];

    private UInt128[] _ids = [];

    public int Count => _records.Count;

    /// <summary>Adds the next record.</summary>
    public void Add(string record, IEnumerable<Identifier> identifiers)
    {
        var number = _records.Count;
        _records.Add(Hash(record));
        foreach (var identifier in identifiers.Where(identifier => !identifier.Unverified && IdentifierScheme.TryGet(identifier.Scheme) is { IsFollowed: true }))
        {
            var hash = Hash($"{identifier.Scheme}:{identifier.Value}");
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_identifiers, hash, out var isKnown);
            if (!isKnown)
            {
                place = _hashes.Count;
                _hashes.Add(hash);
                _carriers.Add(0);
            }

            _carriers[place]++;
            _carried.Add((number, place));
        }
    }

    /// <summary>Joins what was added. Identifiers that over-many records carry join nothing, as in a look-up.</summary>
    public void Join()
    {
        _parents = [.. Enumerable.Range(0, _records.Count)];
        _ids = new UInt128[_records.Count];
        _ids.AsSpan().Fill(UInt128.MaxValue);
        var firsts = new int[_hashes.Count];
        firsts.AsSpan().Fill(-1);
        foreach (var (record, identifier) in _carried.Where(pair => _carriers[pair.Identifier] <= MerchantJoin.OverCommon))
        {
            var first = firsts[identifier] < 0 ? firsts[identifier] = record : firsts[identifier];
            var (left, right) = (Root(record), Root(first));
            var hash = _hashes[identifier];
            var least = UInt128.Min(hash, UInt128.Min(_ids[left], _ids[right]));
            _parents[Math.Max(left, right)] = Math.Min(left, right);
            _ids[Math.Min(left, right)] = least;
        }

        _identifiers.Clear();
        _carried.Clear();
    }

    /// <summary>The merchant of a record.</summary>
    public string MerchantOf(int record)
    {
        var root = Root(record);
        var id = _ids[root] == UInt128.MaxValue ? _records[record] : _ids[root];
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return $"merchant_{Base32.Encode(bytes)}";
    }

    private int Root(int record)
    {
        while (_parents[record] != record)
        {
            _parents[record] = _parents[_parents[record]];
            record = _parents[record];
        }

        return record;
    }

    private static UInt128 Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
