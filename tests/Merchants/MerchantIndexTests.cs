using InfoShare.Identifiers;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Merchants;

public sealed class MerchantIndexTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly IndexFixture _hub = new();

    [Fact]
    public void A_Header_Comes_Back_As_It_Was_Put_In()
    {
        var kinds = Enum.GetValues<RecordKind>();
        foreach (var at in Enumerable.Range(0, 300))
        {
            _hub.Publish("cn-customs", $"Aktenzeichen {at} ü", IndexFixture.AmberFor("de-bvl"), kind: kinds[at % 3], publicityEndsAt: IndexFixture.Now);
        }

        foreach (var (id, entry) in _hub.Current)
        {
            Assert.True(_hub.Index.View().TryGet(id, out var record));
            Assert.Equal(entry.Header with { Measures = record.Header.Measures, Label = record.Header.Label }, record.Header);
            Assert.Equal(entry.Header.Measures, record.Header.Measures);
            Assert.Equal(entry.Header.Label.Audience, record.Header.Label.Audience);
        }
    }

    [Fact]
    public void An_Id_With_Another_Shard_Kind_Or_Last_Digit_Is_Not_There()
    {
        var text = _hub.Publish("cn-customs", "1", IndexFixture.Green).ToString();
        var digits = text[^26..];
        var shard = text[^28..^26] == "00" ? "01" : "00";
        foreach (var other in new[] { $"case_{text[^28..]}", $"sanction_{shard}{digits}", text[..^1] + (char)(text[^1] + 1) })
        {
            Assert.False(_hub.Index.View().TryGet(RecordId.Parse(other), out _));
        }
    }

    [Fact]
    public void A_Version_Applied_Again_Changes_Nothing_And_A_Gap_Is_A_Fault()
    {
        var id = _hub.Publish("cn-customs", "1", IndexFixture.Green);
        var entry = _hub.Current[id];
        _hub.Retract(id);

        _hub.Index.Apply(new(SequenceIndex.Zero, entry));

        Assert.Equal(new(2), _hub.Index.Position);
        Assert.True(_hub.Index.View().TryGet(id, out var record));
        Assert.Equal(RecordStatus.Retracted, record.Header.Status);
        Assert.Throws<InvalidOperationException>(() => _hub.Index.Apply(new(new(7), entry)));
    }

    [Fact]
    public async Task Waiting_Ends_With_The_Version_Or_With_The_Time()
    {
        var id = IndexFixture.Id("cn-customs", "1");
        Assert.False(await _hub.Index.WaitForAsync(id, 1, TimeSpan.FromMilliseconds(20), CancellationToken.None));

        var waiting = _hub.Index.WaitForAsync(id, 2, Long, CancellationToken.None).AsTask();
        _hub.Publish("cn-customs", "1", IndexFixture.Green);
        Assert.False(waiting.IsCompleted);
        _hub.Publish("cn-customs", "1", IndexFixture.Green, name: "Corrected");
        Assert.True(await waiting);
        Assert.True(await _hub.Index.WaitForAsync(new SequenceIndex(1), Long, CancellationToken.None));

        Assert.False(await _hub.Index.WaitUntilReadyAsync(TimeSpan.Zero, CancellationToken.None));
        _hub.Index.MarkReady();
        Assert.True(await _hub.Index.WaitUntilReadyAsync(Long, CancellationToken.None));
    }

    [Fact]
    public void What_Corrections_Replace_Is_Given_Back()
    {
        var vat = new Identifier("vat", "DE123456788");
        var name = new string('n', 400);
        for (var at = 0; at < 120_000; at++)
        {
            _hub.Publish("cn-customs", $"{at % 10}", IndexFixture.Green, [vat], name);
        }

        Assert.InRange(_hub.Index.SizeInBytes, 1, 40 << 20);
        Assert.Equal(10, _hub.LookUp(IndexFixture.Reader("de-bvl"), vat)!.Records.Count);
    }
}
