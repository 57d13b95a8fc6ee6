using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Traffic;

/// <summary>Watch-LvsStats and Measure-LvsTraffic as they are typed, and the totals of Get-LvsStats. Numbers are tested where there is a clock.</summary>
public sealed class SamplingTests : EngineTest
{
    private const string Totals = """
           Total Incoming Outgoing         Incoming         Outgoing
           Conns  Packets  Packets            Bytes            Bytes
               E       2C       28              D24              B6D

         Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
               1        3        2               CA               A3

        """;

    private const string Processors = """
               Total Incoming Outgoing         Incoming         Outgoing
        CPU    Conns  Packets  Packets            Bytes            Bytes
          0        4        C        8              124              16D
          1        A       20       20              C00              A00
          ~        E       2C       28              D24              B6D

             Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
                   1        3        2               CA               A3

        """;

    public SamplingTests() => Given("""
        New-LvsService -Tcp 10.0.0.2:80, 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.2, 10.9.0.1
        New-LvsService -FwMark 7
        """);

    [Fact]
    public void Totals_of_the_namespace_and_of_each_processor()
    {
        Director.Show("ip_vs_stats", Totals);
        Director.Show("ip_vs_stats_percpu", Processors);
        Assert.Equal([14UL], Run("Get-LvsStats -Total").Values("Connections"));
        Assert.Equal([202UL], Run("Get-LvsStats -Total").Values("IncomingBytesPerSecond"));
        Assert.Equal([null, 0, 1], Run("Get-LvsStats -Total -PerProcessor").Values("Processor"));
        Assert.Equal([44UL, 12UL, 32UL], Run("Get-LvsStats -Total -PerProcessor").Values("IncomingPackets"));
        Assert.Contains("CPS", Engine.Display("Get-LvsStats -Total -Rate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-LvsStats")]
    [InlineData("Get-LvsStats -Total")]
    [InlineData("Get-LvsStats tcp://10.0.0.1:80, tcp://10.0.0.2:80")]
    [InlineData("Watch-LvsStats -Count 2 -Interval 100ms")]
    [InlineData("Measure-LvsTraffic -Count 2 -Interval 100ms")]
    [InlineData("Reset-LvsStats")]
    [InlineData("Reset-LvsStats -Tcp 10.0.0.1:80, 10.0.0.2:80")]
    public void Estimation_that_is_off_is_one_warning(string script)
    {
        Assert.Empty(Run(script).Warnings);
        Run("Set-LvsKernelSetting run_estimation 0");
        Assert.Contains("run_estimation is 0", Assert.Single(Run(script).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_gives_objects_where_nobody_looks()
    {
        EngineResult result = Run("Watch-LvsStats -Count 2 -Interval 0.1");
        Assert.Equal(14, result.Output.Count);
        Assert.All(result.Output, sample => Assert.Equal("LvsPS.LvsTrafficSample", sample.BaseObject.GetType().FullName));
        Assert.Equal(
            ["tcp://10.0.0.1:80", "  -> 10.9.0.1:80", "  -> 10.9.0.2:80", "tcp://10.0.0.2:80", "  -> 10.9.0.1:80", "  -> 10.9.0.2:80", "fwmark://7"],
            Run("(Watch-LvsStats -Count 1).Name").Texts);
        Assert.Empty(result.Host);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void A_watch_is_sorted_and_cut()
    {
        Assert.Equal(
            ["fwmark://7", "tcp://10.0.0.2:80", "tcp://10.0.0.1:80"],
            Run("(Watch-LvsStats -Count 1 -SortBy Service -Descending | Where-Object Address -eq $null).Name").Texts);
        Assert.Equal(3, Run("Watch-LvsStats -Count 1 -Top 1").Output.Count);
        Assert.Equal(7, Run("Watch-LvsStats -Count 1 -SortBy OutgoingBytesPerSecond -Descending").Output.Count);
    }

    [Fact]
    public void Services_are_named_or_piped_in()
    {
        Assert.Equal(3, Run("Watch-LvsStats -Count 1 -Tcp 10.0.0.1:80").Output.Count);
        Assert.Equal(4, Run("Get-LvsService -FwMark 7 | ForEach-Object { $_; Get-LvsService tcp://10.0.0.2:80 } | Watch-LvsStats -Count 1").Output.Count);
        Assert.Equal(3, Run("Measure-LvsTraffic -Tcp 10.0.0.1:80 -Count 2 -Interval 100ms").Output.Count);
        Assert.Empty(Run("@() | Watch-LvsStats -Count 1").Output);
        Fails("Watch-LvsStats -Count 1 -Tcp 10.0.0.9:80", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        EngineResult half = Engine.Run("Measure-LvsTraffic -Tcp 10.0.0.9:80, 10.0.0.1:80 -Count 2 -Interval 100ms");
        Assert.Equal(["ServiceNotFound"], half.ErrorIds);
        Assert.Equal(3, half.Output.Count);
    }

    [Fact]
    public void Services_of_two_directors_are_not_mixed()
    {
        Run("New-LvsSession -Simulated -Name other; New-LvsService -Tcp 10.0.0.1:80 -Session other");
        Assert.Equal(
            ["InvalidServiceId"],
            Engine.Run("(Get-LvsService tcp://10.0.0.2:80), (Get-LvsService tcp://10.0.0.1:80 -Session other) | Watch-LvsStats -Count 1").ErrorIds);
    }

    [Theory]
    [InlineData("Watch-LvsStats -Interval 99ms")]
    [InlineData("Measure-LvsTraffic -Interval 0")]
    public void A_short_interval_is_refused(string script) => Fails(script, "InvalidDuration", ErrorCategory.InvalidArgument);

    [Fact]
    public void A_measurement_has_a_row_for_each_service_and_server()
    {
        EngineResult result = Run("Measure-LvsTraffic -Count 3 -Interval 100ms");
        Assert.Equal(7, result.Output.Count);
        Assert.All(result.Values("SampleCount"), count => Assert.Equal(3, count));
        Assert.All(result.Values("RateCount"), count => Assert.Equal(0, count));
        Assert.All(result.Values("ConnectionsPerSecond"), Assert.Null);
        Assert.All(result.Values("ActiveConnections"), range => Assert.Equal("0 .. 0 .. 0", range!.ToString()));
    }

    [Fact]
    public void A_pipeline_that_has_enough_ends_the_watch()
    {
        EngineResult result = Run("$seen = 0; foreach ($once in 1) { Watch-LvsStats -AsObject -Interval 100ms | ForEach-Object { if (++$seen -gt 10) { break } } }; $seen");
        Assert.Equal(["11"], result.Texts);
    }

    [Fact]
    public void A_kernel_without_ip_vs_is_one_error()
    {
        Director.HasIpvs = false;
        Fails("Get-LvsStats -Total", "IpvsNotAvailable", ErrorCategory.NotInstalled);
    }
}
