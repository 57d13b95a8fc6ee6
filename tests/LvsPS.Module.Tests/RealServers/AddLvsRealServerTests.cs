using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.RealServers;

public sealed class AddLvsRealServerTests : EngineTest
{
    public AddLvsRealServerTests() => Given("New-LvsService -Tcp 10.0.0.1:80; New-LvsService -FwMark 7; New-LvsService -Tcp [2001:db8::1]:80");

    [Theory]
    [InlineData("-Tcp 10.0.0.1:80 -Address 10.9.0.1", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 1")]
    [InlineData("-Tcp 10.0.0.1:80 10.9.0.1 -Port 8080 -Forwarding Masquerade -Weight 5", "-a -t 10.0.0.1:80 -r 10.9.0.1:8080 -m -w 5")]
    [InlineData("-Tcp 10.0.0.1:80 -RealServer 10.9.0.1 -PacketForwardingMethod Tunnel", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -i -w 1 --tun-type ipip")]
    [InlineData("-Tcp 10.0.0.1:80 -Address 10.9.0.1 -UpperThreshold 100 -LowerThreshold 80 -Weight 0", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 0 -x 100 -y 80")]
    [InlineData("-Tcp 10.0.0.1:80 -Address 10.9.0.1 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080 -TunnelChecksum RemoteChecksum", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum")]
    [InlineData("-FwMark 7 -Address 10.9.0.1", "-a -f 7 -r 10.9.0.1:0 -g -w 1")]
    [InlineData("-Tcp [2001:db8::1]:80 -Address 2001:db8::11", "-a -t [2001:db8::1]:80 -r [2001:db8::11]:80 -g -w 1")]
    [InlineData("-Tcp [2001:db8::1]:80 -Address '[2001:db8::11]'", "-a -t [2001:db8::1]:80 -r [2001:db8::11]:80 -g -w 1")]
    [InlineData("tcp://10.0.0.1:80 127.0.0.1 -Weight '2147483647'", "-a -t 10.0.0.1:80 -r 127.0.0.1:80 -g -w 2147483647")]
    public void It_adds_what_the_parameters_say(string parameters, string rule)
    {
        Assert.Empty(Run($"Add-LvsRealServer {parameters}").Output);
        Assert.Contains(rule, Rules());
        Assert.Equal(["NewDestination"], Director.Writes);
    }

    [Fact]
    public void Several_servers_are_added_to_several_services()
    {
        Run("Get-LvsService -VirtualAddress 10.0.0.0/8 | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade; Add-LvsRealServer fwmark://7 10.9.0.1 -Forwarding Masquerade");
        Assert.Equal(["NewDestination", "NewDestination", "NewDestination"], Director.Writes);
    }

    [Fact]
    public void With_PassThru_the_new_servers_come_and_nothing_else()
    {
        EngineResult result = Run("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2 -Weight 3 -PassThru");
        Assert.Equal(["10.9.0.1:80", "10.9.0.2:80"], result.Texts);
        Assert.All(result.Values("Weight"), weight => Assert.Equal(3, weight));
        Assert.All(result.Output, server => Assert.Equal("LvsPS.LvsRealServer", server.TypeNames[0]));
    }

    [Fact]
    public void WhatIf_says_what_would_be_added()
    {
        EngineResult result = Run("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Forwarding Masquerade -Weight 2 -WhatIf");
        Assert.Equal("What if: Add real server 10.9.0.1:80 to tcp://10.0.0.1:80 (masquerade, weight 2).", Assert.Single(result.Host));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Columns_of_text_are_taken_and_empty_ones_are_the_defaults()
    {
        Run("""
            [pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.1'; Port = '8080'; Forwarding = 'Masquerade'; Weight = '7' },
            [pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.2'; Port = ''; Forwarding = ''; Weight = ''; UpperThreshold = ''; TunnelType = ''; TunnelPort = ''; TunnelChecksum = '' } |
                Add-LvsRealServer
            """);
        Assert.Equal(
            ["-a -t 10.0.0.1:80 -r 10.9.0.1:8080 -m -w 7", "-a -t 10.0.0.1:80 -r 10.9.0.2:80 -g -w 1"],
            Rules().Where(r => r.StartsWith("-a", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_row_that_is_wrong_is_an_error_and_the_next_is_added()
    {
        EngineResult result = Engine.Run("""
            [pscustomobject]@{ Service = 'tcp://10.0.0.1'; Address = '10.9.0.1'; Weight = '-1' },
            [pscustomobject]@{ Service = 'nothing'; Address = '10.9.0.1' },
            [pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.1:80' },
            [pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.2' } | Add-LvsRealServer
            """);
        Assert.Equal(["InvalidRealServer", "InvalidServiceId", "InvalidEndpoint"], result.ErrorIds);
        Assert.Equal(["NewDestination"], Director.Writes);
    }

    [Fact]
    public void One_that_is_there_is_an_error()
    {
        Given("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Weight 3");
        ErrorRecord error = Fails("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Weight 5", "RealServerExists", ErrorCategory.ResourceExists);
        Assert.Equal("10.9.0.1:80", error.TargetObject.ToString());
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 3", Rules());
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error() =>
        Fails("Add-LvsRealServer -Tcp 10.0.0.9:80 -Address 10.9.0.1", "ServiceNotFound", ErrorCategory.ObjectNotFound);

    [Fact]
    public void Verbose_shows_the_line_of_ipvsadm() =>
        Assert.Contains(
            "ipvsadm -a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 1",
            Run("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Forwarding Masquerade -Verbose").Verbose);
}
