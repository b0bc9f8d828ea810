using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.AccessLog;

/// <summary>How often an agency was shown a record of another on a day: all that the publisher is told.</summary>
public readonly record struct ReadCount(DateOnly Day, RecordId Record, AgencyId Agency, long Count)
{
    public CountPlace Place => new(Day, CountOrder.Of(Record, Agency));
}

/// <summary>A place in a listing of counts: days in order, and within a day records and agencies in the order of their hashes, for a hash fits into a cursor.</summary>
public readonly record struct CountPlace(DateOnly Day, CountOrder Order)
{
    /// <summary>For a cursor.</summary>
    public long[] ToPositions() => [Day.DayNumber, Order.RecordHigh, Order.RecordLow, Order.Agency];

    /// <summary>From a cursor, or null.</summary>
    public static CountPlace? Of(IReadOnlyList<long> positions) =>
        positions is [var day, var high, var low, var agency] && day >= 0 && day <= DateOnly.MaxValue.DayNumber
            ? new(DateOnly.FromDayNumber((int)day), new(high, low, agency))
            : null;
}

/// <summary>128 bits of a record's hash and 64 of an agency's: what two share is one and the same.</summary>
public readonly record struct CountOrder(long RecordHigh, long RecordLow, long Agency) : IComparable<CountOrder>
{
    public static CountOrder Of(RecordId record, AgencyId agency)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(record.ToString()), hash);
        var (high, low) = (BinaryPrimitives.ReadInt64BigEndian(hash), BinaryPrimitives.ReadInt64BigEndian(hash[8..]));
        SHA256.HashData(Encoding.ASCII.GetBytes(agency.ToString()), hash);
        return new(high, low, BinaryPrimitives.ReadInt64BigEndian(hash));
    }

    public int CompareTo(CountOrder other) => (RecordHigh, RecordLow, Agency).CompareTo((other.RecordHigh, other.RecordLow, other.Agency));

    public static bool operator <(CountOrder left, CountOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(CountOrder left, CountOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(CountOrder left, CountOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CountOrder left, CountOrder right) => left.CompareTo(right) >= 0;
}
