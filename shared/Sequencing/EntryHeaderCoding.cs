using System.Text.Json;
using InfoShare.Access;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Sequencing;

/// <summary>Reads of a stored sequence entry what <see cref="EntryHeader"/> holds, and passes over the rest.</summary>
internal static class EntryHeaderCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Header,
        LabelBefore,
        StatusBefore,
    }

    /// <summary>Null if the bytes say null.</summary>
    /// <exception cref="JsonException">They hold no entry.</exception>
    public static EntryHeader? Decode(ReadOnlySpan<byte> utf8) => StoredReading.Of(utf8, Read);

    private static EntryHeader Read(ref Utf8JsonReader reader)
    {
        var (header, labelBefore, statusBefore) = ((RecordHeader?)null, (Label?)null, (RecordStatus?)null);
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Header:
                    header = HeaderCoding.Read(ref reader);
                    break;
                case Member.LabelBefore:
                    labelBefore = LabelCoding.Read(ref reader);
                    break;
                case Member.StatusBefore:
                    statusBefore = JsonCode<RecordStatus>.Read(ref reader);
                    break;
            }
        }

        members.Require(Member.Header);
        return new() { Header = header!, LabelBefore = labelBefore, StatusBefore = statusBefore };
    }
}
