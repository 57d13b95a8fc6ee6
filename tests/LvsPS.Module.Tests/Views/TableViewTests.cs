using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Views;

/// <summary>The tables that somebody sees who knows ipvsadm.</summary>
public sealed class TableViewTests : EngineTest
{
    private const string Widest = """
        New-LvsService -Udp [2001:db8:1111:2222:3333:4444:5555:6666]:65535 -Scheduler mh -SchedulerFlag mh-port, mh-fallback -PersistenceTimeout 31d -PersistenceNetmask 64 -PersistenceEngine sip -OnePacket
        New-LvsService -FwMark 4294967295 -IPv6
        Add-LvsRealServer -Udp [2001:db8:1111:2222:3333:4444:5555:6666]:65535 -Address 2001:db8:1111:2222:3333:4444:5555:7777 -Forwarding Masquerade -Weight 2147483647
        """;

    private const string Usual = """
        New-LvsService -Tcp 192.168.1.200:80 -Scheduler wrr -PersistenceTimeout 300 -PassThru | Add-LvsRealServer -Address 172.16.86.248, 172.16.86.250 -Forwarding Masquerade
        New-LvsService -FwMark 3 -Scheduler rr -PassThru | Add-LvsRealServer -Address 172.16.86.251 -Weight 5
        """;

    [Theory]
    [InlineData("Get-LvsService")]
    [InlineData("Get-LvsRealServer")]
    [InlineData("Get-LvsStats")]
    [InlineData("Get-LvsStats -Rate")]
    [InlineData("Get-LvsStats -Total -PerProcessor")]
    [InlineData("Get-LvsStats -Total -PerProcessor -Rate")]
    [InlineData("Watch-LvsStats -Count 1")]
    [InlineData("Measure-LvsTraffic -Count 2 -Interval 100ms")]
    [InlineData("Get-LvsInfo")]
    [InlineData("Get-LvsSession")]
    [InlineData("Get-LvsTimeout")]
    [InlineData("Get-LvsSyncDaemon")]
    [InlineData("Get-LvsKernelSetting")]
    [InlineData("Get-LvsScheduler")]
    [InlineData("Checkpoint-LvsTable")]
    public void No_line_is_wider_than_100_and_nothing_is_cut_off(string script)
    {
        Given(Widest);
        string shown = Engine.Display(script);
        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.DoesNotContain('\u2026', shown);
        Assert.DoesNotContain("...", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Services()
    {
        Given(Usual);
        Assert.Equal(
            """
            Prot LocalAddress:Port                 Scheduler Flags
            ---- -----------------                 --------- -----
            TCP  192.168.1.200:80                  wrr       persistent 300
            FWM  3                                 rr
            """,
            Engine.Display("Get-LvsService"));
    }

    [Fact]
    public void Real_servers_below_their_service()
    {
        Given(Usual);
        Assert.Equal(
            """
               Service: fwmark://3

            -> RemoteAddress:Port                Forward     Weight ActiveConn  InActConn
            ---------------------                -------     ------ ----------  ---------
            -> 172.16.86.251:0                   Route            5          0          0
            """,
            Engine.Display("Get-LvsRealServer fwmark://3"));
    }

    [Fact]
    public void Totals_and_rates()
    {
        Given(Usual);
        Assert.Equal(
            """
            Service / -> RealServer      Conns    InPkts   OutPkts      InBytes     OutBytes
            -----------------------      -----    ------   -------      -------     --------
            tcp://192.168.1.200:80           0         0         0            0            0
              -> 172.16.86.248:80            0         0         0            0            0
              -> 172.16.86.250:80            0         0         0            0            0
            """,
            Engine.Display("Get-LvsStats tcp://192.168.1.200:80"));
        Assert.Equal(
            """
            Service / -> RemoteAddress:Port     CPS    InPPS   OutPPS      InBPS     OutBPS
            -------------------------------     ---    -----   ------      -----     ------
            fwmark://3                            0        0        0          0          0
              -> 172.16.86.251:0                  0        0        0          0          0
            """,
            Engine.Display("Get-LvsStats fwmark://3 -Rate"));
    }

    [Fact]
    public void An_error_shows_its_remedy()
    {
        string shown = Engine.Display("Get-LvsService -Tcp 10.0.0.9:80");
        Assert.Contains("There is no service tcp://10.0.0.9:80.", shown, StringComparison.Ordinal);
    }
}
