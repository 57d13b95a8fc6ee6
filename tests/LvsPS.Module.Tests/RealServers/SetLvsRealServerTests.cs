using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.RealServers;

public sealed class SetLvsRealServerTests : EngineTest
{
    public SetLvsRealServerTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade -Port 8080 -Weight 5 -UpperThreshold 100 -LowerThreshold 50
        New-LvsService -Tcp 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080
        """);

    [Theory]
    [InlineData("-Weight 0", "-m -w 0 -x 100 -y 50")]
    [InlineData("-UpperThreshold 200", "-m -w 5 -x 200 -y 50")]
    [InlineData("-LowerThreshold 0", "-m -w 5 -x 100")]
    [InlineData("-Weight 7 -UpperThreshold 0 -LowerThreshold 0", "-m -w 7")]
    public void It_changes_what_is_named_and_keeps_the_rest(string parameters, string settings)
    {
        Assert.Empty(Run($"Set-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Port 8080 {parameters}").Output);
        Assert.Contains($"-a -t 10.0.0.1:80 -r 10.9.0.1:8080 {settings}", Rules());
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.2:8080 -m -w 5 -x 100 -y 50", Rules());
        Assert.Equal(["SetDestination"], Director.Writes);
    }

    [Theory]
    [InlineData("Set-LvsRealServer tcp://10.0.0.3:80 10.9.0.1 -Weight 2")]
    [InlineData("Remove-LvsRealServer tcp://10.0.0.3:80 10.9.0.1")]
    [InlineData("Suspend-LvsRealServer tcp://10.0.0.3:80 10.9.0.1")]
    public void Another_port_that_is_there_is_named(string script)
    {
        Given("New-LvsService -Tcp 10.0.0.3:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Port 8080 -Forwarding Masquerade");
        Assert.Equal("It has 10.9.0.1 at port 8080: write -Port 8080.", RefusedUntouched(script, "RealServerNotFound", ErrorCategory.ObjectNotFound).ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_tunnel_can_be_left_and_the_other_fields_stay()
    {
        Run("Set-LvsRealServer tcp://10.0.0.2:80 10.9.0.1 -Weight 2");
        Assert.Contains("-a -t 10.0.0.2:80 -r 10.9.0.1:80 -i -w 2 --tun-type gue --tun-port 6080 --tun-nocsum", Rules());
        Run("Set-LvsRealServer tcp://10.0.0.2:80 10.9.0.1 -Forwarding Gateway");
        Assert.Contains("-a -t 10.0.0.2:80 -r 10.9.0.1:80 -g -w 2", Rules());
    }

    [Fact]
    public void One_machine_is_taken_out_of_every_service()
    {
        Run("Get-LvsRealServer -Address 10.9.0.1 | Set-LvsRealServer -Weight 0");
        Assert.Equal(["SetDestination", "SetDestination"], Director.Writes);
        Assert.Equal([0, 0], Run("Get-LvsRealServer -Address 10.9.0.1").Values("Weight"));
    }

    [Fact]
    public void What_is_so_already_is_not_sent()
    {
        Run("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Port 8080 -Weight 5");
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Piped_values_are_not_taken_for_changes()
    {
        Run("[pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.1'; Port = '8080'; Weight = '99'; UpperThreshold = '1'; Forwarding = 'Gateway' } | Set-LvsRealServer -LowerThreshold 60");
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:8080 -m -w 5 -x 100 -y 60", Rules());
    }

    [Fact]
    public void WhatIf_says_what_would_be_changed()
    {
        EngineResult result = Run("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Port 8080 -Weight 9 -WhatIf");
        Assert.Equal("What if: Edit real server 10.9.0.1:8080 of tcp://10.0.0.1:80 (weight 5 -> 9).", Assert.Single(result.Host));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void With_PassThru_the_server_comes_as_it_is_then() =>
        Assert.Equal([1, 1], Run("Get-LvsRealServer -Tcp 10.0.0.1:80 | Set-LvsRealServer -Weight 1 -PassThru").Values("Weight"));

    [Fact]
    public void With_WhatIf_and_PassThru_the_server_comes_as_it_would_be()
    {
        Assert.Equal([9], Run("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Port 8080 -Weight 9 -WhatIf -PassThru").Values("Weight"));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void No_upper_threshold_needs_no_lower_one() => Assert.Equal(
        "Give -LowerThreshold 0 too.",
        RefusedUntouched("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Port 8080 -UpperThreshold 0", "InvalidRealServer", ErrorCategory.InvalidArgument)
            .ErrorDetails.RecommendedAction);

    [Theory]
    [InlineData("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.0/24 -Weight 1", "Get-LvsRealServer -Address 10.9.0.0/24 |")]
    [InlineData("Remove-LvsRealServer tcp://10.0.0.1:80 *", "Get-LvsRealServer |")]
    [InlineData("Add-LvsRealServer tcp://10.0.0.1:80 10.9.0.0/24", "Get-LvsRealServer -Address 10.9.0.0/24 |")]
    [InlineData("Add-LvsRealServer tcp://10.0.0.1:80 172.16.0.300", "0 to 255")]
    public void What_is_not_one_address_is_an_error(string script, string remedy) => Assert.Contains(
        remedy, RefusedUntouched(script, "InvalidEndpoint", ErrorCategory.InvalidArgument).ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Theory]
    [InlineData("tcp://10.0.0.1:80 10.9.0.1", "RealServerNotFound")]
    [InlineData("tcp://10.0.0.1:80 10.9.0.9 -Port 8080", "RealServerNotFound")]
    [InlineData("tcp://10.0.0.9:80 10.9.0.1", "ServiceNotFound")]
    public void What_is_not_there_is_an_error(string which, string id) =>
        RefusedUntouched($"Set-LvsRealServer {which} -Weight 1", id, ErrorCategory.ObjectNotFound);
}
