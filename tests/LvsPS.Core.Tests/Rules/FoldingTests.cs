using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.Rules;

/// <summary>What lines mean, one after the other.</summary>
public sealed class FoldingTests
{
    [Fact]
    public void What_is_not_said_has_the_defaults_of_ipvsadm()
    {
        LvsService service = Rule.Service("-A -t 10.0.0.1:80", "-a -t 10.0.0.1:80 -r 10.0.0.2");
        Assert.True(service.HasSameSettings(LvsService.Default(new LvsServiceId("tcp://10.0.0.1:80"))));
        Assert.True(Assert.Single(service.RealServers!).HasSameSettings(
            new LvsRealServer { Service = service.Service, Address = IPAddress.Parse("10.0.0.2"), Port = 80, Forwarding = LvsForwarding.Gateway, Weight = 1 }));
    }

    [Fact]
    public void A_bare_persistence_is_of_six_minutes() =>
        Assert.Equal(TimeSpan.FromMinutes(6), Rule.Service("-A -t 10.0.0.1:80 -p -s rr").PersistenceTimeout);

    [Fact]
    public void An_edit_resets_what_it_does_not_name()
    {
        LvsService service = Rule.Service(
            "-A -u 10.0.0.1:80 -s sh -p 100 -M 255.255.255.0 --pe sip -o -b sh-port",
            "-a -u 10.0.0.1:80 -r 10.0.0.2 -i -w 5 -x 10 -y 5 --tun-type gue --tun-port 6080 --tun-csum",
            "-E -u 10.0.0.1:80 -s rr",
            "-e -u 10.0.0.1:80 -r 10.0.0.2");
        Assert.True(service.HasSameSettings(LvsService.Default(new LvsServiceId("udp://10.0.0.1:80")) with { Scheduler = "rr" }));
        Assert.True(Assert.Single(service.RealServers!).HasSameSettings(
            new LvsRealServer { Service = service.Service, Address = IPAddress.Parse("10.0.0.2"), Port = 80 }));
    }

    [Fact]
    public void A_server_waits_for_its_service() =>
        Assert.Single(Rule.Service("-a -t 10.0.0.1:80 -r 10.0.0.2:80 -m", "-A -t 10.0.0.1:80 -s rr").RealServers!);

    [Fact]
    public void What_is_deleted_is_gone_with_its_servers()
    {
        LvsTable table = Rule.Table(
            "-A -t 10.0.0.1:80", "-a -t 10.0.0.1:80 -r 10.0.0.2", "-D -t 10.0.0.1:80", "-A -t 10.0.0.1:80", "-A -f 7", "-a -f 7 -r 10.0.0.2", "-d -f 7 -r 10.0.0.2:0");
        Assert.Equal(2, table.Services.Count);
        Assert.All(table.Services, s => Assert.Empty(s.RealServers!));
    }

    [Fact]
    public void Clearing_forgets_services_but_neither_timeouts_nor_daemons()
    {
        LvsTable table = Rule.Table(
            "-A -t 10.0.0.1:80", "-a -t 10.0.0.9:80 -r 10.0.0.2", "--set 1 2 3", "--start-daemon backup --syncid 7", "-C", "-A -f 7");
        Assert.Equal(new LvsServiceId("fwmark://7"), Assert.Single(table.Services).Service);
        Assert.Equal(TimeSpan.FromSeconds(2), table.Timeout!.TcpFin);
        Assert.Equal(7, Assert.Single(table.SyncDaemons!).SyncId);
    }

    [Fact]
    public void A_zero_in_set_keeps_what_was_said_before()
    {
        LvsTimeout timeout = Rule.Table("--set 900 0 0", "--set 0 120 0").Timeout!;
        Assert.Equal(new LvsTimeout { Tcp = TimeSpan.FromSeconds(900), TcpFin = TimeSpan.FromSeconds(120) }, timeout);
        Assert.Null(Rule.Table("--set 0 0 0").Timeout);
    }

    [Fact]
    public void A_daemon_is_on_eth0_where_nothing_else_is_said() =>
        Assert.Equal(new LvsSyncDaemon { Role = LvsSyncRole.Master, Interface = "eth0" }, Assert.Single(Rule.Table("--start-daemon master").SyncDaemons!));

    [Fact]
    public void A_stopped_daemon_is_forgotten() => Assert.Null(Rule.Table("--start-daemon master", "--stop-daemon master --syncid 1").SyncDaemons);

    [Theory]
    [InlineData("ipvsadm -A -t 10.0.0.1:80 -s rr")]
    [InlineData("/sbin/ipvsadm -A -t 10.0.0.1:80 -s rr")]
    [InlineData("  \t-A\t-t 10.0.0.1:80   -s rr  ")]
    [InlineData("-A -t 10.0.0.1:80 -s rr\r")]
    [InlineData("-A -t 10.0.0.1:80 -s rr # the web")]
    [InlineData("-At 10.0.0.1:80 -srr")]
    [InlineData("-At10.0.0.1:80 -s=rr")]
    [InlineData("--add-service --tcp-service=10.0.0.1:80 --scheduler=rr")]
    [InlineData("--add-service --tcp-service 10.0.0.1:80 --scheduler rr")]
    [InlineData("-A --service tcp://10.0.0.1:80 -s rr")]
    [InlineData("-A -s rr -t 10.0.0.1:http")]
    [InlineData("-A -t web1.example:http -s rr")]
    public void The_same_service_may_be_written_in_many_ways(string line) => Assert.True(
        Rule.Service(line).HasSameSettings(LvsService.Default(new LvsServiceId("tcp://10.0.0.1:80")) with { Scheduler = "rr" }));

    [Fact]
    public void Comments_blank_lines_and_a_missing_last_line_end_are_nothing() =>
        Assert.Single(Rule.Table("# rules\n\n   \t\r\n  # more\n#\n-A -t 10.0.0.1:80").Services);

    [Fact]
    public void Every_long_option_means_what_its_letter_does()
    {
        string[] letters =
        [
            "-A -u 10.0.0.1:80 -s sh -p 100 -M 255.255.255.0 --pe sip -o -b flag-1,flag-3",
            "-a -u 10.0.0.1:80 -r 10.0.0.2:80 -m -w 5 -x 10 -y 5",
            "-a -u 10.0.0.1:80 -r 10.0.0.3:80 -i",
            "-a -u 10.0.0.1:80 -r 10.0.0.4:80 -g",
            "-A -f 7 -6",
        ];
        string[] words =
        [
            "--add-service --udp-service 10.0.0.1:80 --scheduler sh --persistent=100 --netmask 255.255.255.0 --pe=sip --ops --sched-flags flag-1,flag-3",
            "--add-server --udp-service 10.0.0.1:80 --real-server 10.0.0.2:80 --masquerading --weight 5 --u-threshold 10 --l-threshold=5",
            "--add-server --udp-service 10.0.0.1:80 --real-server 10.0.0.3:80 --ipip",
            "--add-server --udp-service 10.0.0.1:80 --real-server 10.0.0.4:80 --gatewaying",
            "--add-service --fwmark-service 7 --ipv6",
        ];
        Assert.Equal(TableGen.Describe(Rule.Table(letters)), TableGen.Describe(Rule.Table(words)));
    }

    [Theory]
    [InlineData("sh", "sh-fallback", LvsSchedulerFlags.Flag1)]
    [InlineData("mh", "mh-port", LvsSchedulerFlags.Flag2)]
    [InlineData("sh", "flag-2", LvsSchedulerFlags.Flag2)]
    [InlineData("wlc", "flag-1,flag-2,flag-3", LvsSchedulerFlags.Flag1 | LvsSchedulerFlags.Flag2 | LvsSchedulerFlags.Flag3)]
    public void Flags_are_said_by_name_or_number_before_or_after_the_scheduler(string scheduler, string names, LvsSchedulerFlags flags)
    {
        Assert.Equal(flags, Rule.Service($"-A -t 10.0.0.1:80 -s {scheduler} -b {names}").SchedulerFlags);
        Assert.Equal(flags, Rule.Service($"-A -t 10.0.0.1:80 -b {names} -s {scheduler}").SchedulerFlags);
    }

    [Theory]
    [InlineData("-A -t localhost:80", "tcp://127.0.0.1:80")]
    [InlineData("-A -t web6.example:80", "tcp://[2001:db8::1]:80")]
    [InlineData("-A -t [web6.example]:http", "tcp://[2001:db8::1]:80")]
    [InlineData("-A -t [localhost]:http", "tcp://[::1]:80")]
    public void A_name_with_both_families_is_its_IPv4_address_as_for_ipvsadm(string line, string service) =>
        Assert.Equal(new LvsServiceId(service), Rule.Service(line).Service);

    [Fact]
    public void The_name_of_a_server_is_its_address_of_the_services_family() => Assert.Equal(
        IPAddress.IPv6Loopback, Assert.Single(Rule.Service("-A -t [2001:db8::1]:80", "-a -t [2001:db8::1]:80 -r localhost -m").RealServers!).Address);

    [Fact]
    public void A_name_is_looked_up_once()
    {
        var names = new Rule.FakeNames();
        RuleReader.ReadLines(["-A -t web1.example:80", "-A -t web1.example:81", "-A -u web1.example:domain"], null, names);
        Assert.Equal(1, names.Lookups);
    }

    [Fact]
    public void A_server_of_a_mark_keeps_its_port_whatever_the_forwarding() =>
        Assert.Equal(8080, Assert.Single(Rule.Service("-A -f 7", "-a -f 7 -r 10.0.0.1:8080 -g").RealServers!).Port);

    [Fact]
    public void A_broken_edit_leaves_what_was_there()
    {
        LvsRuleDocument document = Rule.Read("-A -t 10.0.0.1:80 -s rr", "-E -t 10.0.0.1:80 -s wlc -p 0");
        Assert.Equal("rr", Assert.Single(document.Table.Services).Scheduler);
    }

    [Fact]
    public void The_lines_of_changes_name_what_they_change()
    {
        LvsService service = Rule.Service("-A -u 10.0.0.1:80 -s sh -p 100 -b sh-port", "-a -u 10.0.0.1:80 -r 10.0.0.2 -i -x 9");
        LvsRealServer server = service.RealServers![0];
        var daemon = new LvsSyncDaemon { Role = LvsSyncRole.Backup, Interface = "eth0", SyncId = 3 };
        LvsChange[] changes =
        [
            new LvsServiceChange(null, service), new LvsServiceChange(service, service with { Scheduler = "rr", SchedulerFlags = 0 }),
            new LvsServiceChange(service, null), new LvsRealServerChange(null, server), new LvsRealServerChange(server, server with { Weight = 0 }),
            new LvsRealServerChange(server, null), new LvsClearChange(LvsTable.Empty),
            new LvsTimeoutChange(new LvsTimeout(), new LvsTimeout { Udp = TimeSpan.FromSeconds(30) }),
            new LvsSyncDaemonChange(null, daemon), new LvsSyncDaemonChange(daemon, null),
        ];
        Assert.Equal(
            [
                "-A -u 10.0.0.1:80 -s sh -p 100 -b sh-port",
                "-E -u 10.0.0.1:80 -s rr -p 100",
                "-D -u 10.0.0.1:80",
                "-a -u 10.0.0.1:80 -r 10.0.0.2:80 -i -w 1 -x 9 --tun-type ipip",
                "-e -u 10.0.0.1:80 -r 10.0.0.2:80 -i -w 0 -x 9 --tun-type ipip",
                "-d -u 10.0.0.1:80 -r 10.0.0.2:80",
                "-C",
                "--set 0 0 30",
                "--start-daemon backup --mcast-interface eth0 --syncid 3",
                "--stop-daemon backup",
            ],
            changes.Select(RuleWriter.Write));
    }

    [Fact]
    public void What_no_rule_text_takes_is_written_as_it_is_with_a_warning()
    {
        LvsServiceId id = new("tcp://10.0.0.1:0");
        var table = new LvsTable
        {
            Services =
            [
                LvsService.Default(id) with
                {
                    OnePacket = true,
                    PersistenceNetmask = LvsNetmask.FromWire(0xff00ff00, ipv6: false),
                    RealServers = [new LvsRealServer { Service = id, Address = IPAddress.Parse("10.0.0.2"), Port = 0, Forwarding = (LvsForwarding)5 }],
                },
            ],
        };
        LvsRuleText text = RuleWriter.WriteTable(table);
        Assert.Equal(["-A -t 10.0.0.1:0 -s wlc -M 255.0.255.0 -o", "-a -t 10.0.0.1:0 -r 10.0.0.2:0 --forwarding 5 -w 1"], text.Lines);
        Assert.Equal(4, text.Warnings.Count);
    }
}
