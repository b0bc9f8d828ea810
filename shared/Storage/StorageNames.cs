using System.Globalization;
using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Storage;

/// <summary>
/// Every table, container, queue, partition key and row key of the hub, and no other file builds one.
/// Keys are ASCII, their numbers zero-padded, so that ordinal order is the order meant.
/// </summary>
public static class StorageNames
{
    /// <summary>Tables; PascalCase plurals, for the Table service takes no hyphens.</summary>
    public static class Tables
    {
        /// <summary>64 shards: current rows, versions and pending rows.</summary>
        public const string Records = "Records";

        /// <summary>Partitions of 10,000 indexes; rows are never changed or removed.</summary>
        public const string Sequence = "Sequence";

        /// <summary>One row; only sequencers read it.</summary>
        public const string SequenceHead = "SequenceHead";

        public const string Agencies = "Agencies";

        public const string Submissions = "Submissions";

        /// <summary>Subscriptions, how far the telling has come, and the log of deliveries.</summary>
        public const string Subscriptions = "Subscriptions";

        /// <summary>Who looked up what, of agencies that asked to be told later.</summary>
        public const string Interests = "Interests";

        /// <summary>Blocks of packed entries, by caller and day, and by publisher and day.</summary>
        public const string AccessLog = "AccessLog";

        /// <summary>Authorities' answers to alerts, by the alert's publisher.</summary>
        public const string Dispositions = "Dispositions";

        public static IReadOnlyList<string> All { get; } = [Records, Sequence, SequenceHead, Agencies, Submissions, Subscriptions, Interests, AccessLog, Dispositions];
    }

    /// <summary>Blob containers.</summary>
    public static class Containers
    {
        /// <summary>The hub's own keys.</summary>
        public const string Hub = "hub";

        /// <summary>Uploaded submissions, their outcomes and rejected rows.</summary>
        public const string Submissions = "submissions";

        /// <summary>Snapshots of the in-memory index.</summary>
        public const string Snapshots = "snapshots";

        /// <summary>Sealed segments of the sequence; in use where processes share a store.</summary>
        public const string Segments = "segments";

        /// <summary>Published datasets: manifests, files, and what is known of builds.</summary>
        public const string Datasets = "datasets";

        public static IReadOnlyList<string> All { get; } = [Hub, Submissions, Snapshots, Segments, Datasets];
    }

    /// <summary>Queues; each has a <c>-poison</c> beside it.</summary>
    public static class Queues
    {
        /// <summary>Asks for a sequencing round; the message names the shards.</summary>
        public const string Sequence = "sequence";

        /// <summary>Asks for a byte range of a submission to be processed.</summary>
        public const string Submissions = "submissions";

        /// <summary>Asks for a dataset to be built.</summary>
        public const string Datasets = "datasets";

        /// <summary>Payment institutions' signed messages, as they were sent.</summary>
        public const string Feed = "feed";

        /// <summary>Asks for deliveries to be tried.</summary>
        public const string Deliveries = "deliveries";

        public static IReadOnlyList<string> All { get; } = [Sequence, Submissions, Datasets, Feed, Deliveries];

        public static string Poison(string queue) => queue + "-poison";
    }

    /// <summary>Blobs of the container <see cref="Containers.Hub"/>.</summary>
    public static class HubBlobs
    {
        /// <summary>The hub's master key: made once, kept with the store.</summary>
        public const string MasterKey = "master-key";
    }

    /// <summary>Blobs of the container <see cref="Containers.Snapshots"/>: <c>{epoch}/{format}/{index}</c>.</summary>
    public static class SnapshotBlobs
    {
        /// <summary>The snapshot of all before <paramref name="index"/>.</summary>
        public static string Name(string epoch, int format, SequenceIndex index) =>
            string.Create(CultureInfo.InvariantCulture, $"{epoch}/{format:D4}/{index.Value:D16}");

        /// <summary>What a name says; null for a blob that is none of the hub's.</summary>
        public static (string Epoch, int Format, SequenceIndex Index)? Read(string name) =>
            name.Split('/') is [var epoch, var format, var index]
                && int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var formatNumber)
                && long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var indexNumber)
                    ? (epoch, formatNumber, new(indexNumber))
                    : null;
    }

    /// <summary>Blobs of the container <see cref="Containers.Segments"/>: <c>{epoch}/{first index}</c>.</summary>
    public static class SegmentBlobs
    {
        public static string Name(string epoch, SequenceIndex first) => Prefix(epoch) + SequenceRows.Row(first);

        /// <summary>The first index that a name says.</summary>
        public static SequenceIndex First(string name) =>
            new(long.Parse(name.AsSpan(name.IndexOf('/', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture));

        /// <summary>Prefix of all segments of an epoch.</summary>
        public static string Prefix(string epoch) => $"{epoch}/";
    }

    /// <summary>Blobs of the container <see cref="Containers.Datasets"/>.</summary>
    public static class DatasetBlobs
    {
        /// <summary>A version's manifest: its coming into being is the version's publication.</summary>
        public static string Manifest(string epoch, DatasetName dataset, int number) =>
            string.Create(CultureInfo.InvariantCulture, $"{Manifests(epoch, dataset)}{number:D6}");

        /// <summary>Prefix of a dataset's manifests in an epoch.</summary>
        public static string Manifests(string epoch, DatasetName dataset) => $"{AllManifests}{epoch}/{Code<DatasetName>.Of(dataset)}/";

        /// <summary>Prefix of the manifests of all epochs and datasets.</summary>
        public const string AllManifests = "manifests/";

        /// <summary>The number that a manifest's name says; null for a blob that is none of the hub's.</summary>
        public static int? NumberOf(string manifest) =>
            int.TryParse(manifest.AsSpan(manifest.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

        /// <summary>A file of an attempt to build a dataset.</summary>
        /// <param name="attempt">Time-ordered and unique: see <see cref="Attempt"/>.</param>
        public static string File(DatasetName dataset, string attempt, string segment, string file) => $"{Files(dataset)}{attempt}/{segment}/{file}";

        /// <summary>A sorted run of an attempt, read once and removed.</summary>
        public static string Run(DatasetName dataset, string attempt, string segment, int run) =>
            string.Create(CultureInfo.InvariantCulture, $"{Files(dataset)}{attempt}/{segment}/~{run:D4}");

        /// <summary>Parts of a segment that are not sorted yet.</summary>
        public static string Parts(DatasetName dataset, string attempt, string segment, int run) =>
            string.Create(CultureInfo.InvariantCulture, $"{Files(dataset)}{attempt}/{segment}/~parts-{run:D4}");

        /// <summary>Prefix of a dataset's files, published or not.</summary>
        public static string Files(DatasetName dataset) => $"files/{Code<DatasetName>.Of(dataset)}/";

        /// <summary>An attempt's name.</summary>
        public static string Attempt(DateTimeOffset at, string tail) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}~{tail}");

        /// <summary>When the attempt that a file is of was begun; null for a blob that is none of the hub's.</summary>
        public static DateTimeOffset? BegunAt(string file) =>
            file.Split('/') is [_, _, { Length: > 19 } attempt, ..] && long.TryParse(attempt.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                && ticks <= DateTimeOffset.MaxValue.Ticks ? new(ticks, TimeSpan.Zero) : null;

        /// <summary>The manifest of a build that is held back.</summary>
        public static string Held(DatasetName dataset) => $"held/{Code<DatasetName>.Of(dataset)}";

        /// <summary>A dataset's newest builds, and what became of them.</summary>
        public static string Builds(DatasetName dataset) => $"builds/{Code<DatasetName>.Of(dataset)}";

        /// <summary>Which of a dataset's segments have been withdrawn, and how far the sequence has been looked through for that.</summary>
        public static string Withdrawals(DatasetName dataset) => $"withdrawals/{Code<DatasetName>.Of(dataset)}";
    }

    /// <summary>Rows of <see cref="Tables.Records"/>; the partition is the record's shard.</summary>
    public static class RecordRows
    {
        /// <summary>Every shard's partition key, <c>00</c> to <c>3f</c>.</summary>
        public static IReadOnlyList<string> Shards { get; } =
            [.. Enumerable.Range(0, RecordId.Shards).Select(shard => shard.ToString("x2", CultureInfo.InvariantCulture))];

        /// <summary>How the key of a current row begins.</summary>
        public const string CurrentHead = "c~";

        /// <summary>How the key of a version row begins.</summary>
        public const string VersionHead = "v~";

        public static string Current(RecordId id) => $"{CurrentHead}{id}";

        public static string Version(RecordId id, int version) => string.Create(CultureInfo.InvariantCulture, $"{VersionHead}{id}~{version:D6}");

        /// <summary>Range of all versions of a shard's records of a kind, by record and version: from inclusive, to exclusive.</summary>
        public static (string From, string To) Versions(RecordKind kind) => ($"v~{Code<RecordKind>.Of(kind)}_", $"v~{Code<RecordKind>.Of(kind)}_~");

        /// <summary>The record that a row of <see cref="Versions"/> is of.</summary>
        public static string RecordOf(string version) => version[2..^7];

        /// <summary>Time-ordered; the tail keeps two of one instant apart.</summary>
        public static string Pending(DateTimeOffset at, string tail) =>
            string.Create(CultureInfo.InvariantCulture, $"p~{at.UtcTicks:D19}~{tail}");

        /// <summary>When a pending row was committed, in ticks of UTC.</summary>
        public static long PendingSince(string pending) => long.Parse(pending.AsSpan(2, 19), NumberStyles.None, CultureInfo.InvariantCulture);

        /// <summary>Range of all pending rows of a shard: from inclusive, to exclusive.</summary>
        public static (string From, string To) AllPending { get; } = ("p~", "p~:");
    }

    /// <summary>Rows of <see cref="Tables.Sequence"/> and <see cref="Tables.SequenceHead"/>.</summary>
    public static class SequenceRows
    {
        /// <summary>Indexes in one partition.</summary>
        public const int PartitionSize = 10_000;

        public const string HeadPartition = "head";

        public const string HeadRow = "head";

        /// <summary>Beside the head: who sequences just now, and for whom else.</summary>
        public const string LeaseRow = "lease";

        public static string Partition(SequenceIndex index) => (index.Value / PartitionSize).ToString("D12", CultureInfo.InvariantCulture);

        public static string Row(SequenceIndex index) => index.Value.ToString("D16", CultureInfo.InvariantCulture);
    }

    /// <summary>Rows of <see cref="Tables.Agencies"/>.</summary>
    public static class AgencyRows
    {
        public const string Partition = "agencies";

        public static string Row(AgencyId id) => id.ToString();
    }

    /// <summary>Rows of <see cref="Tables.Subscriptions"/>.</summary>
    public static class SubscriptionRows
    {
        /// <summary>Every subscription's state.</summary>
        public const string Partition = "subscriptions";

        /// <summary>How far the telling has come; one row.</summary>
        public const string TellPartition = "tell";

        public const string Cursor = "cursor";

        /// <summary>An agency's subscriptions stand together; no agency's id has a tilde.</summary>
        public static string State(AgencyId agency, string subscription) => $"s~{agency}~{subscription}";

        /// <summary>Range of an agency's subscriptions: from inclusive, to exclusive.</summary>
        public static (string From, string To) States(AgencyId agency) => ($"s~{agency}~", $"s~{agency}~~");

        /// <summary>Range of all subscriptions: from inclusive, to exclusive.</summary>
        public static (string From, string To) AllStates { get; } = ("s~", "s~~");

        /// <summary>Partition of a subscription's deliveries.</summary>
        public static string Deliveries(string subscription) => $"d~{subscription}";

        /// <summary>By the version's place, the newest first.</summary>
        public static string Delivery(SequenceIndex index) => (long.MaxValue - index.Value).ToString("D19", CultureInfo.InvariantCulture);

        /// <summary>Range of the deliveries of versions before a place: from inclusive, to exclusive.</summary>
        public static (string From, string To) DeliveriesBefore(SequenceIndex before) =>
            (before.Value == 0 ? ":" : (long.MaxValue - before.Value + 1).ToString("D19", CultureInfo.InvariantCulture), "::");
    }

    /// <summary>Rows of <see cref="Tables.Interests"/>; hashes are 32 hexadecimal digits.</summary>
    public static class InterestRows
    {
        /// <summary>Every partition: a hash's first digit.</summary>
        public static IReadOnlyList<string> Partitions { get; } = [.. "0123456789abcdef".Select(digit => digit.ToString())];

        public static string Partition(string hash) => hash[..1];

        public static string Row(string hash, AgencyId agency) => $"{hash}~{agency}";

        /// <summary>Range of those who asked for it: from inclusive, to exclusive.</summary>
        public static (string From, string To) Of(string hash) => ($"{hash}~", $"{hash}~~");

        public static AgencyId AgencyOf(string row) => AgencyId.Parse(row[(row.IndexOf('~', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>Rows of <see cref="Tables.AccessLog"/>.</summary>
    public static class AccessLogRows
    {
        /// <summary>What an agency's callers asked on a day.</summary>
        public static string ByCaller(string caller, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"c~{caller}~{day:yyyyMMdd}");

        /// <summary>Who read an agency's records on a day.</summary>
        public static string ByPublisher(AgencyId publisher, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"p~{publisher}~{day:yyyyMMdd}");

        /// <summary>Time-ordered by when the block was begun; the tail keeps two of one instant apart.</summary>
        public static string Block(DateTimeOffset at, string tail) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}~{tail}");

        /// <summary>When a block was begun, in ticks of UTC.</summary>
        public static long BegunAt(string block) => long.Parse(block.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture);

        /// <summary>Range of the blocks begun at or after an instant: from inclusive, to exclusive.</summary>
        public static (string From, string To) Blocks(long sinceTicks) => (sinceTicks.ToString("D19", CultureInfo.InvariantCulture), ":");

        /// <summary>Stands beside a caller's block until the publishers have been told of it; committed with it.</summary>
        public static string Untold(string block) => $"u~{block}";

        /// <summary>The block that a row of <see cref="AllUntold"/> stands beside.</summary>
        public static string BlockOf(string untold) => untold[2..];

        /// <summary>Range of a partition's blocks of which the publishers have not been told: from inclusive, to exclusive.</summary>
        public static (string From, string To) AllUntold { get; } = ("u~", "u~:");

        /// <summary>How far the projection has come; one row.</summary>
        public const string Projection = "projection";
    }

    /// <summary>Rows of <see cref="Tables.Dispositions"/>; never changed.</summary>
    public static class DispositionRows
    {
        /// <summary>Answers to the alerts of a publisher.</summary>
        public static string Partition(AgencyId publisher) => publisher.ToString();

        /// <summary>By alert and time; the tail keeps two attempts apart.</summary>
        public static string Row(RecordId alert, DateTimeOffset at, AgencyId agency, string tail) =>
            string.Create(CultureInfo.InvariantCulture, $"{alert}~{at.UtcTicks:D19}~{agency}~{tail}");

        /// <summary>How many answers a publisher's alerts have been given.</summary>
        public const string Head = "head";

        /// <summary>Range of all answers by alert: from inclusive, to exclusive.</summary>
        public static (string From, string To) ByAlert => ("alert_", "alert`");

        /// <summary>An answer by its number among all to the publisher's alerts, in the order in which they were stored.</summary>
        public static string Number(long number) => string.Create(CultureInfo.InvariantCulture, $"n~{number:D12}");

        /// <summary>Range of the answers from a number on: from inclusive, to exclusive.</summary>
        public static (string From, string To) NumbersFrom(long number) => (Number(number), "n~:");

        /// <summary>The alert that a row answers.</summary>
        public static string AlertOf(string row) => row[..row.IndexOf('~', StringComparison.Ordinal)];

        /// <summary>Range of the answers to an alert: from inclusive, to exclusive.</summary>
        public static (string From, string To) OfAlert(RecordId alert) => ($"{alert}~", $"{alert}~:");
    }

    /// <summary>Rows of <see cref="Tables.Submissions"/> and blobs of <see cref="Containers.Submissions"/>.</summary>
    public static class SubmissionRows
    {
        /// <summary>Markers of the submissions that are not finished, over all agencies; no agency's id has a tilde.</summary>
        public const string Open = "~open";

        /// <summary>An agency's submissions.</summary>
        public static string Partition(AgencyId agency) => agency.ToString();

        /// <summary>A submission's state; its id orders the newest first.</summary>
        public static string State(string submission) => $"s~{submission}";

        /// <summary>Range of an agency's states that come after <paramref name="after"/> (null: all): from inclusive, to exclusive.</summary>
        public static (string From, string To) States(string? after) => (after is null ? "s~" : $"s~{after}~", "s~~");

        /// <summary>Which blob holds the outcomes of the lines from <paramref name="line"/>; committed with the checkpoint that covers them.</summary>
        public static string Segment(string submission, long line) => string.Create(CultureInfo.InvariantCulture, $"o~{submission}~{line:D12}");

        /// <summary>Range of a submission's segments: from inclusive, to exclusive.</summary>
        public static (string From, string To) Segments(string submission) => ($"o~{submission}~", $"o~{submission}~:");

        /// <summary>The input as uploaded.</summary>
        public static string Input(string submission) => $"{submission}/input";

        /// <summary>Outcomes of the lines from <paramref name="line"/>, under a name of the attempt's own.</summary>
        public static string Outcomes(string submission, long line, string attempt) =>
            string.Create(CultureInfo.InvariantCulture, $"{submission}/outcomes/{line:D12}~{attempt}");

        /// <summary>That a feed message was taken up, by the hash of its id.</summary>
        public static string Message(string hash) => $"m~{hash}";

        /// <summary>That a feed message was refused, by the hash of the whole.</summary>
        public static string RefusedMessage(string hash) => $"r~{hash}";

        /// <summary>An uploaded file that a feed message may point to; no submission's id has a tilde.</summary>
        public static string FeedFile(AgencyId agency, string id, bool gzip) => $"~feed/{agency}/{id}{(gzip ? ".gz" : "")}";

        /// <summary>Prefix of all blobs of a submission.</summary>
        public static string Blobs(string submission) => $"{submission}/";
    }
}
