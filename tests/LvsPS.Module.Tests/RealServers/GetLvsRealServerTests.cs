using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.RealServers;

public sealed class GetLvsRealServerTests : EngineTest
{
    public GetLvsRealServerTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.1.2 -Forwarding Masquerade -Port 8080
        New-LvsService -Tcp [2001:db8::1]:80 -PassThru | Add-LvsRealServer -Address 2001:db8::11
        New-LvsService -Udp 10.0.0.1:53
        """);

    [Theory]
    [InlineData("", 5)]
    [InlineData("-Tcp 10.0.0.1:80", 2)]
    [InlineData("tcp://10.0.0.1:80, tcp://10.0.0.2:80", 4)]
    [InlineData("-Udp 10.0.0.1:53", 0)]
    [InlineData("-Address 10.9.0.1", 2)]
    [InlineData("-Address 10.9.0.0/16", 4)]
    [InlineData("-Address 10.9.1.0/24, 2001:db8::/32", 3)]
    [InlineData("-Address 10.9.0.1 -Port 80", 0)]
    [InlineData("-Port 80", 1)]
    [InlineData("-Forwarding Gateway", 1)]
    [InlineData("-RealServer 192.0.2.1", 0)]
    [InlineData("-Tcp 10.0.0.1:80 -Address 192.0.2.1", 0)]
    public void It_gives_what_is_asked_for(string parameters, int count)
    {
        Assert.Equal(count, Run($"Get-LvsRealServer {parameters}").Output.Count);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Servers_of_services_that_are_piped_in()
    {
        Assert.Equal(4, Run("Get-LvsService -VirtualAddress 10.0.0.0/24 -Protocol Tcp | Get-LvsRealServer").Output.Count);
        Assert.Equal(2, Run("Get-LvsRealServer -Tcp 10.0.0.1:80 | Get-LvsRealServer").Output.Count);
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error_though_the_kernel_says_nothing() =>
        Fails("Get-LvsRealServer -Tcp 10.0.0.9:80", "ServiceNotFound", ErrorCategory.ObjectNotFound);

    [Fact]
    public void An_exact_server_that_is_not_there_is_an_error()
    {
        ErrorRecord error = Fails("Get-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Port 80", "RealServerNotFound", ErrorCategory.ObjectNotFound);
        Assert.Contains("10.9.0.1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_says_which_service_it_belongs_to() =>
        Assert.Equal(["tcp://10.0.0.1:80", "tcp://10.0.0.1:80"], Run("(Get-LvsRealServer -Tcp 10.0.0.1:80).Service").Texts);
}
