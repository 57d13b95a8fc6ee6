using Xunit;

namespace LvsPS.Core.Tests.Health.Configurations;

/// <summary>Whole configurations of tests/data, as directors have them.</summary>
public sealed class WholeConfigurationTests
{
    [Fact]
    public void The_walkthroughs_ldirectord_cf_is_read()
    {
        LvsHealthConfiguration configuration = Read("directord", "walkthrough.cf");

        LvsHealthService service = Config.Service(configuration);
        Assert.Equal(("fwmark://5", TimeSpan.FromSeconds(1), "wrr", "127.0.0.1:80"), (service.ToString(), service.Interval, service.Service.Scheduler, service.Fallback?.ToString()));
        Assert.Equal(["172.16.0.7:80 2", "172.16.0.8:80 1"], service.Servers.Select(s => FormattableString.Invariant($"{s.RealServer} {s.RealServer.Weight}")));
        Assert.All(service.Servers, s => Assert.Equal(("/index.html", "CentOS", TimeSpan.FromSeconds(3)), s.Check is LvsHttpCheck c ? (c.Path, c.Match, c.Timeout) : default));
        Assert.True(configuration.Document.AutoReload);
        Assert.Equal("/var/log/ldirectord.log", configuration.Document.LogPath);
    }

    [Fact]
    public void A_shop_of_ldirectord_is_read()
    {
        LvsHealthConfiguration configuration = Read("directord", "shop.cf");

        Config.NoErrors(configuration);
        Assert.Equal(
            [
                "tcp://198.51.100.10:80 11 Http", "tcp://198.51.100.10:443 10 Https", "tcp://198.51.100.25:25 2 Smtp", "tcp://198.51.100.25:993 2 Imap",
                "tcp://198.51.100.30:3306 2 MySql", "tcp://198.51.100.31:6379 1 Expect", "udp://198.51.100.53:53 2 Dns", "fwmark://42 1 Command",
                "tcp://[2001:db8:10::10]:80 2 Tcp",
            ],
            configuration.Document.Services.Select(s => FormattableString.Invariant($"{s} {s.Servers.Count} {s.Servers[0].Check.Kind}")));
        Assert.Equal(LvsDownAction.Quiesce, configuration.Document.Services[0].DownAction);
        Assert.Equal((80u, 100u), (configuration.Document.Services[4].Servers[0].RealServer.LowerThreshold, configuration.Document.Services[4].Servers[0].RealServer.UpperThreshold));
        Assert.DoesNotContain("hush", Config.Told(configuration) + configuration.Document + string.Concat(configuration.Document.Services.SelectMany(s => s.Servers)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_keepalived_is_read()
    {
        LvsHealthConfiguration configuration = Read("keepalived", "pair.conf");

        Config.NoErrors(configuration);
        Assert.Equal(
            [
                "tcp://198.51.100.10:80 5 Http", "tcp://198.51.100.20:80 5 Http", "tcp://198.51.100.21:80 5 Http", "tcp://198.51.100.22:80 5 Http", "fwmark://80 5 Http",
                "tcp://198.51.100.10:443 2 All", "udp://198.51.100.53:53 2 Dns", "fwmark6://6 1 Udp",
            ],
            configuration.Document.Services.Select(s => FormattableString.Invariant($"{s} {s.Servers.Count} {s.Servers[0].Check.Kind}")));
        LvsHealthService web = configuration.Document.Services[0];
        Assert.Equal((3, 1, LvsInitialState.Down, true), (web.Quorum, web.Hysteresis, web.InitialState, web.RunsActionsAtStop));
        Assert.Equal((3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)), (web.Servers[0].Fall, web.Servers[0].FastInterval, web.Servers[0].Check.Timeout));
        Assert.Equal("the shop", web.OnQuorumLost!.Arguments[0]);
        Assert.Equal([LvsTunnelType.Gue, LvsTunnelType.Ipip], configuration.Document.Services[6].Servers.Select(s => s.RealServer.TunnelType));
    }

    [Theory]
    [InlineData("directord", "walkthrough.cf", LvsHealthFormat.Directord)]
    [InlineData("directord", "shop.cf", LvsHealthFormat.Directord)]
    [InlineData("keepalived", "pair.conf", LvsHealthFormat.Keepalived)]
    public void Each_is_known_by_its_content(string folder, string file, LvsHealthFormat expected)
    {
        using FileStream stream = File.OpenRead(PathOf(folder, file));

        Assert.Equal(expected, HealthConfigurationReader.FormatOf(stream));
    }

    private static string PathOf(string folder, string file) => Path.Combine(SourceTree.Root, "tests", "data", folder, file);

    private static LvsHealthConfiguration Read(string folder, string file)
    {
        using FileStream stream = File.OpenRead(PathOf(folder, file));
        return folder == "directord"
            ? HealthConfigurationReader.ReadDirectord(stream, file, new Config.FakeNames())
            : HealthConfigurationReader.ReadKeepalived(stream, PathOf(folder, file));
    }
}
