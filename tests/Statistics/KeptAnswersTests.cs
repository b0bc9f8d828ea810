using InfoShare.Functions.Statistics;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Statistics;

public sealed class KeptAnswersTests
{
    private readonly ManualTime _time = new(new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    private int _worked;

    [Fact]
    public async Task Of_A_Large_Hub_The_Same_Question_Is_Worked_Out_Once_A_Minute_And_Another_By_Itself()
    {
        var kept = new KeptAnswers(_time);
        Assert.Equal([1], await AskAsync(kept, "one"));
        Assert.Equal([1], await AskAsync(kept, "one"));
        Assert.Equal([2], await AskAsync(kept, "two"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([3], await AskAsync(kept, "one"));
    }

    [Fact]
    public async Task What_Takes_Long_Is_Kept_Twenty_Times_As_Long()
    {
        var kept = new KeptAnswers(_time);
        await AskAsync(kept, "one", TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(199));
        Assert.Equal([1], await AskAsync(kept, "one"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([2], await AskAsync(kept, "one"));
    }

    [Fact]
    public async Task Of_A_Small_Hub_Nothing_Is_Kept_Nor_What_Has_Failed()
    {
        var kept = new KeptAnswers(_time);
        Assert.Equal([1], await AskAsync(kept, "one", records: 9_999));
        Assert.Equal([2], await AskAsync(kept, "one", records: 9_999));
        await Assert.ThrowsAsync<InvalidOperationException>(() => kept.GetAsync("one", 10_000, () => Task.FromException<byte[]>(new InvalidOperationException())));
        Assert.Equal([3], await AskAsync(kept, "one"));
    }

    [Fact]
    public async Task Who_Asks_Meanwhile_Waits_For_The_Same_Answer()
    {
        var kept = new KeptAnswers(_time);
        var work = new TaskCompletionSource<byte[]>();
        var first = kept.GetAsync("one", 10_000, () => work.Task);
        var second = AskAsync(kept, "one");
        Assert.False(second.IsCompleted);
        work.SetResult([7]);
        Assert.Equal([7], await first);
        Assert.Equal([7], await second);
        Assert.Equal(0, _worked);
    }

    private Task<byte[]> AskAsync(KeptAnswers kept, string question, TimeSpan takes = default, int records = 10_000) => kept.GetAsync(question, records, () =>
    {
        _time.Advance(takes);
        return Task.FromResult<byte[]>([(byte)++_worked]);
    });
}
