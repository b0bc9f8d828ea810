using System.Text.Json.Serialization;

namespace InfoShare.Feed;

/// <summary>Why a message was not taken; the tag <c>outcome</c> of the metric <c>infoshare.feed.messages</c>.</summary>
public enum FeedRefusal
{
    /// <summary>It is no message.</summary>
    Unreadable,

    /// <summary>It names an agency that is not registered, is suspended, or is no payment institution.</summary>
    [JsonStringEnumMemberName("unknown-agency")]
    UnknownAgency,

    /// <summary>The agency has no such key, or no longer.</summary>
    [JsonStringEnumMemberName("unknown-key")]
    UnknownKey,

    [JsonStringEnumMemberName("bad-signature")]
    BadSignature,

    /// <summary>It is of a time that is not yet.</summary>
    Early,

    /// <summary>Another message had its id before.</summary>
    Reused,

    /// <summary>The file that it points to is not there, or has other bytes.</summary>
    [JsonStringEnumMemberName("wrong-file")]
    WrongFile,
}
