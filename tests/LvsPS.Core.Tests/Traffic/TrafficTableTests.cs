using Xunit;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>What stands on the terminal, line by line, without one.</summary>
public sealed class TrafficTableTests : IDisposable
{
    private const string A = "tcp://192.168.1.200:80";
    private const string B = "tcp://192.168.1.201:443";

    private readonly TrafficDirector _director = new(B, A);
    private readonly TrafficSampler _sampler;

    public TrafficTableTests()
    {
        _sampler = _director.Sampler();
        _sampler.Read();
    }

    public void Dispose()
    {
        _sampler.Dispose();
        _director.Dispose();
    }

    [Fact]
    public void A_wide_terminal_has_rates_with_their_age_and_totals_since_the_start()
    {
        Traffic();
        _director.Time.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(
            """
            director  12:00:05  every 0.1 s  2 services, 4 real servers
            Total since start: 2010 conns (571/s)  in 20.1k pkts (5714/s) 2.01M bytes (571k/s)  out 10.1k pkts (2857/s) 1.01M bytes (286k/s)
             Service / real server↑       Active InAct   CPS InPPS OutPPS InBPS OutBPS   Age Conns InPkts OutPkts InBytes OutBytes
             tcp://192.168.1.200:80            3     4  1000 10.0k   5000 1.00M   500k    1s  2010  20.1k   10.1k   2.01M    1.01M
               -> 10.9.0.1:80                  3     4  1000 10.0k   5000 1.00M   500k    1s  2010  20.1k   10.1k   2.01M    1.01M
               -> 10.9.0.2:80                  0     0     -     -      -     -      -     -     0      0       0       0        0
             tcp://192.168.1.201:443           0     0     -     -      -     -      -     -     0      0       0       0        0
               -> 10.9.0.1:443                 0     0     -     -      -     -      -     -     0      0       0       0        0
               -> 10.9.0.2:443                 0     0     -     -      -     -      -     -     0      0       0       0        0
            """,
            Draw(new TrafficOrder(), 128, 24));
    }

    [Theory]
    [InlineData(200, 50)]
    [InlineData(120, 24)]
    [InlineData(100, 24)]
    [InlineData(80, 24)]
    [InlineData(60, 10)]
    [InlineData(30, 5)]
    [InlineData(10, 3)]
    [InlineData(1, 1)]
    public void No_line_is_wider_and_there_are_no_more_than_the_terminal_has(int width, int height)
    {
        Traffic();
        foreach (LvsTrafficColumn column in Enum.GetValues<LvsTrafficColumn>())
        {
            IReadOnlyList<string> lines = Lines(new TrafficOrder(column), width, height);
            Assert.InRange(lines.Count, 1, height);
            Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length} of {width}: {line}"));
        }
    }

    [Fact]
    public void A_narrow_terminal_keeps_connections_rates_and_their_age_and_the_column_that_is_sorted_by()
    {
        Traffic();
        Assert.StartsWith("  in 20.1k pkts (10.0k/s) 2.01M bytes (1.00M/s)  out ", Lines(new TrafficOrder(), 80, 24)[2], StringComparison.Ordinal);
        string heading = Lines(new TrafficOrder(), 80, 24)[3];
        Assert.All(["Active", "CPS", "InBPS", "OutBPS", "Age"], column => Assert.Contains(column, heading, StringComparison.Ordinal));
        Assert.DoesNotContain("OutBytes", heading, StringComparison.Ordinal);
        Assert.Contains("↓OutBytes", Lines(new TrafficOrder(LvsTrafficColumn.OutgoingBytes, isDescending: true), 80, 24)[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Services_and_the_servers_of_each_are_sorted_by_any_column()
    {
        _director.Count(B, "10.9.0.2", 5, active: 8, inactive: 1);
        _director.Count(B, "10.9.0.1", 5, active: 2, inactive: 9);
        _director.Count(A, "10.9.0.1", 5, active: 4, inactive: 0);
        Assert.Equal(
            ["tcp://192.168.1.201:443", "-> 10.9.0.2:443", "-> 10.9.0.1:443", "tcp://192.168.1.200:80", "-> 10.9.0.1:80", "-> 10.9.0.2:80"],
            Names(new TrafficOrder(LvsTrafficColumn.ActiveConnections, isDescending: true)));
        Assert.Equal(
            ["tcp://192.168.1.200:80", "-> 10.9.0.1:80", "-> 10.9.0.2:80", "tcp://192.168.1.201:443", "-> 10.9.0.2:443", "-> 10.9.0.1:443"],
            Names(new TrafficOrder(LvsTrafficColumn.InactiveConnections)));
        Assert.Equal(["tcp://192.168.1.201:443", "-> 10.9.0.2:443", "-> 10.9.0.1:443"], Names(new TrafficOrder(LvsTrafficColumn.Service, true, top: 1)));
    }

    [Fact]
    public void What_has_changed_is_marked_for_a_second_and_bold_where_there_is_colour()
    {
        Assert.DoesNotContain(Lines(new TrafficOrder(), 80, 24), line => line.StartsWith('*'));
        _director.Time.Advance(TimeSpan.FromSeconds(5));
        _director.Count(A, "10.9.0.1", 1, active: 1);
        Assert.Equal(["*tcp://192.168.1.200:80", "*  -> 10.9.0.1:80"], Marked());
        _director.Time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(2, Marked().Length);
        Assert.Contains("\u001b[1m      1\u001b[0m", Draw(new TrafficOrder(), 80, 24, colour: true), StringComparison.Ordinal);
        _director.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Empty(Marked());
        Assert.DoesNotContain("\u001b[1m", Draw(new TrafficOrder(), 80, 24, colour: true), StringComparison.Ordinal);

        string[] Marked() => [.. Lines(new TrafficOrder(), 80, 24).Where(line => line.StartsWith('*')).Select(line => line[..28].TrimEnd())];
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        IReadOnlyList<string> lines = Lines(new TrafficOrder(), 128, 6);
        Assert.Equal(6, lines.Count);
        Assert.StartsWith("  and 4 more lines", lines[5], StringComparison.Ordinal);
        Assert.Equal(9, Lines(new TrafficOrder(), 128, 9).Count);
        Assert.DoesNotContain(Lines(new TrafficOrder(), 128, 9), line => line.Contains("more lines", StringComparison.Ordinal));
    }

    [Fact]
    public void A_notice_stands_in_every_picture()
    {
        var table = new TrafficTable(new TrafficTableOptions("director", TimeSpan.FromSeconds(1), new TrafficOrder(), Estimation.Frozen), _director.Time);
        Assert.Contains(table.Render(_sampler.Read(), 80, 24, colour: false), line => line.StartsWith("net.ipv4.vs.run_estimation is 0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sample_has_the_exact_numbers()
    {
        Traffic();
        _director.Time.Advance(TimeSpan.FromSeconds(1.5));
        TrafficReading reading = _sampler.Read();
        var sample = LvsTrafficSample.Of(new TrafficOrder().Rows(reading).First(), reading);
        Assert.Equal(A, sample.Service.ToString());
        Assert.Equal((2010ul, 20100ul, 1005000ul), (sample.Connections, sample.IncomingPackets, sample.OutgoingBytes));
        Assert.Equal((1000d, 500000d), (sample.ConnectionsPerSecond, sample.OutgoingBytesPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(1.5), sample.RateAge);
        Assert.Equal(TimeSpan.FromSeconds(2), sample.RateSpan);
        Assert.False(sample.IsChanged);
    }

    [Theory]
    [InlineData(0d, "0")]
    [InlineData(0.01, "<0.1")]
    [InlineData(0.5, "0.5")]
    [InlineData(2d, "2")]
    [InlineData(9.96, "10")]
    [InlineData(9999d, "9999")]
    [InlineData(9999.6, "10.0k")]
    [InlineData(12345d, "12.3k")]
    [InlineData(999_499d, "999k")]
    [InlineData(999_500d, "1.00M")]
    [InlineData(99_960_000_000d, "100G")]
    [InlineData(18446744073709551615d, "18.4E")]
    [InlineData(null, "-")]
    public void Numbers_have_five_characters_at_most(double? value, string text) => Assert.Equal(text, ShortNumber.Format(value));

    [Theory]
    [InlineData(0.9, "0s")]
    [InlineData(9.96, "9s")]
    [InlineData(99d, "99s")]
    [InlineData(300d, "5m")]
    [InlineData(7200d, "2h")]
    [InlineData(864000d, "10d")]
    public void Ages_have_five_characters_at_most(double seconds, string text) => Assert.Equal(text, ShortNumber.Format(TimeSpan.FromSeconds(seconds)));

    private void Traffic()
    {
        _director.Time.Advance(TimeSpan.FromSeconds(1.6));
        _director.Count(A, "10.9.0.1", 10);
        _sampler.Read();
        _director.Time.Advance(TimeSpan.FromSeconds(2));
        _director.Count(A, "10.9.0.1", 2000, active: 3, inactive: 4);
        _sampler.Read();
    }

    private IReadOnlyList<string> Lines(TrafficOrder order, int width, int height, bool colour = false) =>
        new TrafficTable(new TrafficTableOptions("director", TimeSpan.FromSeconds(0.1), order), _director.Time)
            .Render(_sampler.Read(), width, height, colour);

    private string Draw(TrafficOrder order, int width, int height, bool colour = false) => string.Join('\n', Lines(order, width, height, colour));

    private IEnumerable<string> Names(TrafficOrder order) => Lines(order, 128, 24).Skip(3).Select(line => line[1..].TrimStart().Split("  ")[0]);
}
