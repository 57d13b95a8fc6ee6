using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Services;

public sealed class SetLvsServiceTests : EngineTest
{
    private const string Before = "-A -t 10.0.0.1:80 -s sh -p 300 -M 255.255.255.0 -b sh-port";

    public SetLvsServiceTests() =>
        Given("New-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-port -PersistenceTimeout 5m -PersistenceNetmask 24; New-LvsService -Udp 10.0.0.1:53 -OnePacket");

    [Theory]
    [InlineData("-Scheduler mh", "-A -t 10.0.0.1:80 -s mh -p 300 -M 255.255.255.0")]
    [InlineData("-SchedulerFlag sh-fallback", "-A -t 10.0.0.1:80 -s sh -p 300 -M 255.255.255.0 -b sh-fallback")]
    [InlineData("-SchedulerFlag none", "-A -t 10.0.0.1:80 -s sh -p 300 -M 255.255.255.0")]
    [InlineData("-PersistenceTimeout 1h", "-A -t 10.0.0.1:80 -s sh -p 3600 -M 255.255.255.0 -b sh-port")]
    [InlineData("-Persistent", Before)]
    [InlineData("-PersistenceNetmask 32", "-A -t 10.0.0.1:80 -s sh -p 300 -b sh-port")]
    public void It_changes_what_is_named_and_keeps_the_rest(string parameters, string after)
    {
        Assert.Empty(Run($"Set-LvsService -Tcp 10.0.0.1:80 {parameters}").Output);
        Assert.Contains(after, Rules());
        Assert.Equal(after == Before ? [] : ["SetService"], Director.Writes);
    }

    [Fact]
    public void Persistence_and_one_packet_can_be_ended()
    {
        Run("Set-LvsService -Tcp 10.0.0.1:80 -Persistent:$false; Set-LvsService -Udp 10.0.0.1:53 -OnePacket:$false");
        Assert.Equal([false, false], Run("Get-LvsService | ForEach-Object { $_.OnePacket -or $null -ne $_.PersistenceTimeout }").Output.Select(o => o.BaseObject).Cast<bool>());
    }

    [Fact]
    public void Ended_persistence_takes_its_netmask_along()
    {
        Run("Set-LvsService -Tcp 10.0.0.1:80 -Persistent:$false");
        Assert.Contains("-A -t 10.0.0.1:80 -s sh -b sh-port", Rules());
    }

    [Fact]
    public void With_WhatIf_and_PassThru_the_service_comes_as_it_would_be()
    {
        Assert.Equal(["rr"], Run("Set-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -WhatIf -PassThru").Values("Scheduler"));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void What_is_so_already_is_not_sent()
    {
        Run("Set-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -PersistenceTimeout 300");
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void WhatIf_says_what_would_be_changed()
    {
        EngineResult result = Run("Set-LvsService -Tcp 10.0.0.1:80 -Scheduler mh -WhatIf");
        Assert.Equal("What if: Edit service tcp://10.0.0.1:80 (scheduler sh -> mh, scheduler flags sh-port -> none; new connections may be refused for a moment).", Assert.Single(result.Host));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void With_PassThru_the_service_comes_as_it_is_then()
    {
        EngineResult result = Run("Get-LvsService | Set-LvsService -Scheduler rr -SchedulerFlag none -PassThru");
        Assert.Equal(["rr", "rr"], result.Values("Scheduler"));
        Assert.Equal(["SetService", "SetService"], Director.Writes);
    }

    [Fact]
    public void Piped_values_are_not_taken_for_changes()
    {
        Run("Get-LvsService -Tcp 10.0.0.1:80 | ForEach-Object { [pscustomobject]@{ Service = $_.Service; Scheduler = 'rr'; SchedulerFlags = 'None'; PersistenceTimeout = '1' } } | Set-LvsService -PersistenceTimeout 10m");
        Assert.Contains("-A -t 10.0.0.1:80 -s sh -p 600 -M 255.255.255.0 -b sh-port", Rules());
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error()
    {
        ErrorRecord error = RefusedUntouched("Set-LvsService -Tcp 10.0.0.9:80 -Scheduler rr", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal("tcp://10.0.0.9:80", error.TargetObject.ToString());
    }

    [Fact]
    public void Without_a_service_it_is_an_error_and_not_a_change_of_all() =>
        RefusedUntouched("Set-LvsService -Scheduler rr", "InvalidServiceId", ErrorCategory.InvalidArgument);
}
