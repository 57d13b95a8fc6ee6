using LvsPS.Module.Tests.Engine;
using LvsPS.Module.Tests.Fleet;
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

    [Theory]
    [InlineData("Get-LvsService udp://[2001:db8:1111:2222:3333:4444:5555:6666]:65535", "persistent 2678400 mask 64 pe sip ops")]
    [InlineData("Get-LvsKernelSetting expire_nodest_conn", "Connections to removed servers end at the next packet.")]
    [InlineData("Get-LvsScheduler sh", "servers with weight 0 see sh-fallback.")]
    [InlineData("'services: [ { sevice: 1 } ]' | Test-LvsDesiredState", "The key 'sevice' is not known here.")]
    [InlineData("(ConvertFrom-LvsYaml $args[0] | Compare-LvsState).Changes", "172.16.186.248:8080 of tcp://192.168.100.200:8080 The document names it, and it is not there.")]
    public void No_word_is_broken_at_80_columns(string script, string words)
    {
        const string Document = "services: [ { service: 'tcp://192.168.100.200:8080', realServers: [ { address: 172.16.186.248 } ] } ]";
        Given(Widest);
        IsWhole(words, Engine.Display(script, 80, Document));
    }

    [Theory]
    [InlineData("LvsPS.LvsHealthEvent", "")]
    [InlineData("LvsPS.LvsHealthStatus", "LastResult")]
    [InlineData("LvsPS.LvsRealServerTest", "")]
    public void No_reason_is_broken_at_80_columns(string type, string within)
    {
        const string Reason = "the connection was refused by the machine, which seems to have been restarted";
        object item = Samples.Make(Samples.Types[type]);
        item.GetType().GetProperty("Suspension")?.SetValue(item, null);
        object owner = within.Length == 0 ? item : item.GetType().GetProperty(within)!.GetValue(item)!;
        owner.GetType().GetProperty("Reason")!.SetValue(owner, Reason);
        IsWhole(Reason, Engine.Display("$args[0]", 80, item));
    }

    private static void IsWhole(string words, string shown)
    {
        Assert.All(shown.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Empty(words.Split(' ').Except(shown.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)));
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
