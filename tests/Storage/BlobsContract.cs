using InfoShare.Storage;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Storage;

/// <summary>What every adapter of <see cref="IBlobs"/> promises.</summary>
public abstract class BlobsContract
{
    private const string Container = "things";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly BlobCondition Always = new BlobCondition.Always();
    private static readonly BlobCondition CreateOnly = new BlobCondition.CreateOnly();

    protected abstract IBlobs Blobs { get; }

    [StoreTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task A_Blob_Is_Read_Back_As_Written(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        var written = await Write("some/blob", content, CreateOnly);

        Assert.Equal(("some/blob", (long)length), (written?.Name, written?.Length));
        Assert.Equal(written, await Blobs.GetPropertiesAsync(Container, "some/blob", None));
        Assert.Equal(content, await Read("some/blob"));
    }

    [StoreFact]
    public async Task A_Blob_That_Is_Not_There_Is_Null()
    {
        await Write("there", [1], Always);

        Assert.Null(await Blobs.GetPropertiesAsync(Container, "absent", None));
        Assert.Null(await Blobs.OpenReadAsync(Container, "absent", 0, null, None));
        Assert.Null(await Blobs.OpenReadAsync("others", "there", 0, null, None));
        Assert.False(await Blobs.DeleteAsync(Container, "absent", None));
    }

    [StoreTheory]
    [InlineData(0, null, "0123456789")]
    [InlineData(4, null, "456789")]
    [InlineData(4, 3L, "456")]
    [InlineData(4, 0L, "")]
    [InlineData(8, 5L, "89")]
    [InlineData(10, null, "")]
    [InlineData(11, 5L, "")]
    public async Task A_Range_Is_Read(long offset, long? length, string expected)
    {
        await Write("digits", "0123456789"u8.ToArray(), Always);

        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString((await Read("digits", offset, length))!));
    }

    [StoreFact]
    public async Task Create_Only_Is_Refused_If_The_Name_Is_Taken()
    {
        await Write("blob", [1], CreateOnly);

        Assert.Null(await Write("blob", [2], CreateOnly));
        Assert.Equal([1], await Read("blob"));
    }

    [StoreFact]
    public async Task If_Match_Is_Refused_Unless_The_Blob_Is_As_It_Was()
    {
        Assert.Null(await Write("blob", [0], new BlobCondition.IfMatch("0badc0de")));
        var first = (await Write("blob", [1], Always))!;
        var second = (await Write("blob", [2], new BlobCondition.IfMatch(first.ETag)))!;

        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Null(await Write("blob", [3], new BlobCondition.IfMatch(first.ETag)));
        Assert.Equal([2], await Read("blob"));
    }

    [StoreFact]
    public async Task Of_Many_Who_Create_One_Blob_Exactly_One_Succeeds()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => Write("blob", [(byte)number], CreateOnly))));

        var winner = Array.FindIndex(written, blob => blob is not null);
        Assert.Single(written, blob => blob is not null);
        Assert.Equal([(byte)winner], (await Read("blob"))!);
    }

    [StoreFact]
    public async Task A_Reader_Keeps_What_It_Opened_Though_The_Blob_Is_Replaced_And_Deleted()
    {
        var old = Enumerable.Repeat((byte)1, 300_000).ToArray();
        await Write("blob", old, Always);
        await using var replaced = await Blobs.OpenReadAsync(Container, "blob", 0, null, None);
        await Write("blob", [2], Always);
        await using var deleted = await Blobs.OpenReadAsync(Container, "blob", 0, 1, None);
        Assert.True(await Blobs.DeleteAsync(Container, "blob", None));

        Assert.Equal(old, await ToEnd(replaced!));
        Assert.Equal([2], await ToEnd(deleted!));
        Assert.Null(await Blobs.GetPropertiesAsync(Container, "blob", None));
    }

    [StoreFact]
    public async Task A_Blob_Deleted_And_Made_Anew_Has_Another_ETag()
    {
        var first = await Write("blob", [1], CreateOnly);
        await Blobs.DeleteAsync(Container, "blob", None);

        Assert.NotEqual(first!.ETag, (await Write("blob", [1], CreateOnly))!.ETag);
    }

    [StoreFact]
    public async Task A_Content_That_Breaks_Off_Leaves_The_Blob_As_It_Was()
    {
        await Write("blob", [1], Always);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Blobs.WriteAsync(Container, "blob", new BrokenStream(), Always, None));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Blobs.WriteAsync(Container, "new", new BrokenStream(), Always, None));

        Assert.Equal([1], await Read("blob"));
        Assert.Null(await Blobs.GetPropertiesAsync(Container, "new", None));
    }

    [StoreFact]
    public async Task A_Listing_Gives_The_Prefix_In_Ordinal_Order()
    {
        foreach (var name in new[] { "a/2", "a/10", "a0", "b/1", "a/Z", "a/z", "a" })
        {
            await Write(name, [1, 2], Always);
        }

        await Blobs.WriteAsync("others", "a/3", new MemoryStream(), Always, None);

        Assert.Equal(["a/10", "a/2", "a/Z", "a/z"], await List("a/"));
        Assert.Equal(["a", "a/10", "a/2", "a/Z", "a/z", "a0", "b/1"], await List(""));
        Assert.Empty(await List("c"));
    }

    [StoreTheory]
    [InlineData("Things", "blob")]
    [InlineData("th", "blob")]
    [InlineData("things", "")]
    [InlineData("things", "/blob")]
    [InlineData("things", "blob/")]
    [InlineData("things", "blob.")]
    [InlineData("things", "a\\b")]
    [InlineData("things", "a\nb")]
    public async Task A_Blob_Is_Named_As_Every_Store_Allows(string container, string name)
    {
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Blobs.GetPropertiesAsync(container, name, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Blobs.OpenReadAsync(container, name, 0, null, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Blobs.WriteAsync(container, name, new MemoryStream(), Always, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Blobs.DeleteAsync(container, name, None));
    }

    private async Task<BlobProperties?> Write(string name, byte[] content, BlobCondition condition) =>
        await Blobs.WriteAsync(Container, name, new MemoryStream(content), condition, None) is BlobWriteOutcome.Written written ? written.Blob : null;

    private async Task<byte[]?> Read(string name, long offset = 0, long? length = null)
    {
        await using var content = await Blobs.OpenReadAsync(Container, name, offset, length, None);
        return content is null ? null : await ToEnd(content);
    }

    private async Task<List<string>> List(string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in Blobs.ListAsync(Container, prefix, None))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    private static async Task<byte[]> ToEnd(Stream content)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Gives some bytes, then fails, as an upload does that breaks off.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given)
            {
                throw new InvalidDataException("The upload broke off.");
            }

            _given = true;
            return new(Math.Min(buffer.Length, 1000));
        }
    }
}
