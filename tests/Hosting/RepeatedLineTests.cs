using InfoShare.Functions.Hosting;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Hosting;

public sealed class RepeatedLineTests
{
    [Fact]
    public void A_Line_Is_Said_At_Once_And_Then_Seldom_With_How_Often_It_Was_Left_Out()
    {
        var time = new ManualTime();
        var line = new RepeatedLine(time);
        Assert.Equal(0, line.Due());
        Assert.Null(line.Due());
        Assert.Null(line.Due());
        time.Advance(RepeatedLine.Interval);
        Assert.Equal(2, line.Due());
        time.Advance(RepeatedLine.Interval);
        Assert.Equal(0, line.Due());
    }
}
