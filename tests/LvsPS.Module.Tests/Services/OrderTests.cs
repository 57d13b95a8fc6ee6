using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Services;

/// <summary>The kernel lists by hash, and servers from the newest; what is read comes in the order in which people look for it.</summary>
public sealed class OrderTests : EngineTest
{
    private static readonly string[] s_services =
    [
        "tcp://9.0.0.1:80", "tcp://10.0.0.1:9", "tcp://10.0.0.1:80", "tcp://200.0.0.1:80", "udp://10.0.0.1:53", "sctp://10.0.0.1:80",
        "fwmark://7", "fwmark://4294967295", "tcp://[2001:db8::1]:80", "tcp://[2001:db8::1:0]:80", "fwmark6://1",
    ];

    public OrderTests() => Given($$"""
        $services = '{{string.Join("', '", s_services.Reverse())}}'
        $services | ForEach-Object { [pscustomobject]@{ Service = $_ } } | New-LvsService
        Get-LvsService | Where-Object { $_.AddressFamily -eq 'InterNetwork' } | Add-LvsRealServer -Address 10.9.0.200, 9.9.0.1, 10.9.0.3 -Port 443 -Forwarding Masquerade
        Get-LvsService | Where-Object { $_.AddressFamily -eq 'InterNetwork' } | Add-LvsRealServer -Address 10.9.0.3 -Port 80 -Forwarding Masquerade
        """);

    [Fact]
    public void Services_by_family_protocol_address_and_port_and_marks_after_them() => Assert.Equal(s_services, Run("Get-LvsService").Texts);

    [Theory]
    [InlineData("Get-LvsRealServer tcp://10.0.0.1:80")]
    [InlineData("(Get-LvsService tcp://10.0.0.1:80 -IncludeRealServer).RealServers")]
    [InlineData("(Get-LvsService -VirtualAddress 10.0.0.1 -VirtualPort 80 -Protocol Tcp -IncludeRealServer).RealServers")]
    public void Real_servers_by_address_and_port(string script) =>
        Assert.Equal(["9.9.0.1:443", "10.9.0.3:80", "10.9.0.3:443", "10.9.0.200:443"], Run(script).Texts);

    [Fact]
    public void Statistics_have_each_service_before_its_servers()
    {
        Assert.Equal(s_services, Run("Get-LvsStats | Where-Object { -not $_.Address } | ForEach-Object { \"$($_.Service)\" }").Texts);
        Assert.Equal(["", "9.9.0.1", "10.9.0.3", "10.9.0.3", "10.9.0.200"], Run("Get-LvsStats fwmark://7 | ForEach-Object { \"$($_.Address)\" }").Texts);
    }
}
