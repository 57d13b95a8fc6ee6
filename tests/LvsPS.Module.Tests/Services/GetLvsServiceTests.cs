using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Services;

public sealed class GetLvsServiceTests : EngineTest
{
    private const string Table = """
        New-LvsService -Tcp 10.0.0.1:80, 10.0.1.1:443 -Scheduler wrr
        New-LvsService -Udp 10.0.0.1:53 -Scheduler rr
        New-LvsService -Tcp [2001:db8::1]:80 -Scheduler mh
        New-LvsService -FwMark 7 -Scheduler wlc
        New-LvsService -FwMark 7 -IPv6 -Scheduler wlc
        Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade
        """;

    public GetLvsServiceTests() => Given(Table);

    [Theory]
    [InlineData("", "fwmark6://7 fwmark://7 tcp://10.0.0.1:80 tcp://10.0.1.1:443 tcp://[2001:db8::1]:80 udp://10.0.0.1:53")]
    [InlineData("-Tcp 10.0.0.1:80", "tcp://10.0.0.1:80")]
    [InlineData("-Tcp 10.0.0.1:80, 10.0.1.1:443", "tcp://10.0.0.1:80 tcp://10.0.1.1:443")]
    [InlineData("-FwMark 7", "fwmark://7")]
    [InlineData("-FwMark 7 -IPv6", "fwmark6://7")]
    [InlineData("udp://10.0.0.1:53, fwmark://7", "fwmark://7 udp://10.0.0.1:53")]
    [InlineData("-Protocol Udp", "udp://10.0.0.1:53")]
    [InlineData("-VirtualAddress 10.0.0.1", "tcp://10.0.0.1:80 udp://10.0.0.1:53")]
    [InlineData("-VirtualAddress 10.0.0.0/23", "tcp://10.0.0.1:80 tcp://10.0.1.1:443 udp://10.0.0.1:53")]
    [InlineData("-VirtualAddress 10.0.1.0/24, 2001:db8::/32", "tcp://10.0.1.1:443 tcp://[2001:db8::1]:80")]
    [InlineData("-VirtualPort 80, 53", "tcp://10.0.0.1:80 tcp://[2001:db8::1]:80 udp://10.0.0.1:53")]
    [InlineData("-AddressFamily InterNetworkV6", "fwmark6://7 tcp://[2001:db8::1]:80")]
    [InlineData("-Scheduler w*", "fwmark6://7 fwmark://7 tcp://10.0.0.1:80 tcp://10.0.1.1:443")]
    [InlineData("-Scheduler WRR, mh", "tcp://10.0.0.1:80 tcp://10.0.1.1:443 tcp://[2001:db8::1]:80")]
    [InlineData("-Protocol Tcp -VirtualPort 80 -Scheduler w*", "tcp://10.0.0.1:80")]
    [InlineData("-VirtualAddress 192.0.2.0/24", "")]
    [InlineData("-Scheduler none*", "")]
    public void It_gives_what_is_asked_for(string parameters, string services)
    {
        EngineResult result = Run($"Get-LvsService {parameters}");
        Assert.Equal(services, string.Join(' ', result.Texts.Order(StringComparer.Ordinal)));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Virtual_addresses_stand_for_the_services_that_listen_there()
    {
        Run("New-LvsService -Tcp 10.0.0.77:80; New-LvsService -Udp 10.0.0.77:53; Add-LvsVirtualAddress 10.0.0.77, 10.0.0.78 eth0");
        const string Addresses = "Get-LvsVirtualAddress | Where-Object Interface -eq eth0";
        Assert.Equal(["tcp://10.0.0.77:80", "udp://10.0.0.77:53"], Run($"{Addresses} | Get-LvsService").Texts.Order());
        Assert.Equal(
            ["tcp://10.0.0.77:80", "udp://10.0.0.77:53"],
            Run($"{Addresses} | ForEach-Object {{ [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }} | Get-LvsService").Texts.Order());
        Director.ClearLog();
        Assert.All(Engine.Run($"{Addresses} | Remove-LvsService").ErrorIds, id => Assert.Equal("InvalidServiceId", id));
        Assert.All(Engine.Run($"{Addresses} | Add-LvsRealServer").ErrorIds, id => Assert.Equal("InvalidServiceId", id));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error_and_the_others_come()
    {
        EngineResult result = Engine.Run("Get-LvsService -Tcp 10.0.0.1:80, 10.0.0.9:80, 10.0.1.1:443");
        Assert.Equal(["ServiceNotFound"], result.ErrorIds);
        Assert.Equal("tcp://10.0.0.9:80", Assert.Single(result.Errors).TargetObject.ToString());
        Assert.Equal(["tcp://10.0.0.1:80", "tcp://10.0.1.1:443"], result.Texts);
        Assert.False(result.Terminated);
    }

    [Fact]
    public void Real_servers_come_with_it_only_where_asked_for()
    {
        Assert.Null(Assert.Single(Run("Get-LvsService -Tcp 10.0.0.1:80").Values("RealServers")));
        Assert.Equal(["10.9.0.1:80", "10.9.0.2:80"], Run("(Get-LvsService -Tcp 10.0.0.1:80 -IncludeRealServer).RealServers").Texts.Order());
        Assert.Equal(["10.9.0.1:80", "10.9.0.2:80"], Run("(Get-LvsService -IncludeRealServer).RealServers").Texts.Order());
    }

    [Fact]
    public void Services_that_are_piped_in_are_read_again()
    {
        Assert.Equal(
            ["tcp://10.0.0.1:80", "fwmark://7"],
            Run("'tcp://10.0.0.1:80', [pscustomobject]@{ Service = 'fwmark://7' } | Get-LvsService").Texts);
    }

    [Fact]
    public void An_empty_pipeline_is_not_the_whole_table()
    {
        Assert.Empty(Run("@() | Get-LvsService").Output);
        Assert.Empty(Run("Get-LvsService -Scheduler none* | Get-LvsService").Output);
    }

    [Theory]
    [InlineData("10.0.0.1/24")]
    [InlineData("10.0.0.0/33")]
    [InlineData("web*")]
    [InlineData("10.1")]
    public void An_address_filter_that_is_none_is_an_error(string filter) =>
        Fails($"Get-LvsService -VirtualAddress '{filter}'", "InvalidEndpoint", ErrorCategory.InvalidArgument);

    [Fact]
    public void Debug_shows_the_messages_decoded()
    {
        EngineResult result = Run("Get-LvsService -Debug");
        Assert.Contains(result.Debug, line => line.StartsWith("-> IPVS_CMD_GET_SERVICE seq ", StringComparison.Ordinal) && line.Contains("REQUEST|DUMP", StringComparison.Ordinal));
        Assert.Contains("    ADDR 10.0.1.1", result.Debug);
        Assert.Contains("    SCHED_NAME \"mh\"", result.Debug);
        Assert.Empty(Run("Get-LvsService").Debug);
    }

    [Fact]
    public void Debug_shows_the_messages_of_its_own_cmdlet_only()
    {
        EngineResult reader = Run("Get-LvsService -Tcp 10.0.0.1:80 -Debug | Set-LvsService -Scheduler lc");
        Assert.DoesNotContain(reader.Debug, line => line.Contains("SET_SERVICE", StringComparison.Ordinal));
        EngineResult both = Run("Get-LvsService -Tcp 10.0.0.1:80 -Debug | Set-LvsService -Scheduler sed -Debug");
        Assert.Contains(both.Debug, line => line.Contains("-> IPVS_CMD_SET_SERVICE", StringComparison.Ordinal));
    }
}
