using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Services;

public sealed class NewLvsServiceTests : EngineTest
{
    [Theory]
    [InlineData("-Tcp 10.0.0.1:80", "-A -t 10.0.0.1:80 -s wlc")]
    [InlineData("-Udp 10.0.0.1:53 -Scheduler rr -OnePacket", "-A -u 10.0.0.1:53 -s rr -o")]
    [InlineData("-Sctp 10.0.0.1:5060", "-A --sctp-service 10.0.0.1:5060 -s wlc")]
    [InlineData("-FwMark 7", "-A -f 7 -s wlc")]
    [InlineData("-FwMark 7 -IPv6", "-A -f 7 -6 -s wlc")]
    [InlineData("-Tcp [2001:db8::1]:443 -PersistenceTimeout 5m -PersistenceNetmask 64", "-A -t [2001:db8::1]:443 -s wlc -p 300 -M 64")]
    [InlineData("-Service tcp://10.0.0.1:80", "-A -t 10.0.0.1:80 -s wlc")]
    [InlineData("tcp://10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-port, sh-fallback", "-A -t 10.0.0.1:80 -s sh -b sh-fallback,sh-port")]
    [InlineData("-Service fwmark6://9", "-A -f 9 -6 -s wlc")]
    [InlineData("-Tcp 10.0.0.1 -Persistent", "-A -t 10.0.0.1:0 -s wlc -p 360")]
    [InlineData("-Tcp 10.0.0.1:80 -PersistenceTimeout 90 -PersistenceNetmask 255.255.255.0", "-A -t 10.0.0.1:80 -s wlc -p 90 -M 255.255.255.0")]
    [InlineData("-Udp 10.0.0.1:5060 -PersistenceTimeout ([timespan]'00:02:00') -PersistenceEngine sip", "-A -u 10.0.0.1:5060 -s wlc -p 120 --pe sip")]
    [InlineData("-Tcp 10.0.0.1:80 -PersistenceTimeout 1d", "-A -t 10.0.0.1:80 -s wlc -p 86400")]
    [InlineData("-Tcp 10.0.0.1:80 -PersistenceTimeout '2h'", "-A -t 10.0.0.1:80 -s wlc -p 7200")]
    [InlineData("-TcpService 10.0.0.1:80", "-A -t 10.0.0.1:80 -s wlc")]
    public void It_makes_what_the_parameters_say(string parameters, string rule)
    {
        EngineResult result = Run($"New-LvsService {parameters}");
        Assert.Empty(result.Output);
        Assert.Contains(rule, Rules());
        Assert.Equal(["NewService"], Director.Writes);
    }

    [Fact]
    public void Several_are_made_in_one_call()
    {
        Run("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.1:443, [2001:db8::1]:80");
        Assert.Equal(["NewService", "NewService", "NewService"], Director.Writes);
    }

    [Fact]
    public void With_PassThru_it_emits_what_is_read_back()
    {
        EngineResult result = Run("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -PersistenceTimeout 5m -PassThru");
        Assert.Equal("LvsPS.LvsService", Assert.Single(result.Output).TypeNames[0]);
        Assert.Equal("tcp://10.0.0.1:80", Assert.Single(result.Values("Service"))!.ToString());
        Assert.Equal("rr", Assert.Single(result.Values("Scheduler")));
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(result.Values("PersistenceTimeout")));
    }

    [Fact]
    public void WhatIf_says_what_would_be_done_and_does_nothing()
    {
        EngineResult result = Run("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -WhatIf");
        Assert.Equal("What if: Add service tcp://10.0.0.1:80 (rr).", Assert.Single(result.Host));
        Assert.Empty(result.Output);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void With_WhatIf_and_PassThru_a_pipeline_can_be_tried_out()
    {
        EngineResult result = Run("New-LvsService -Tcp 10.0.0.1:80 -PassThru -WhatIf | Add-LvsRealServer -Address 10.0.0.11 -WhatIf");
        Assert.Equal(
            ["What if: Add service tcp://10.0.0.1:80 (wlc).", "What if: Add real server 10.0.0.11:80 to tcp://10.0.0.1:80 (gateway, weight 1)."], result.Host);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void WhatIf_does_not_promise_what_could_not_be_done()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1");
        RefusedUntouched("New-LvsService -Tcp 10.0.0.1:80 -WhatIf", "ServiceExists", ErrorCategory.ResourceExists);
        RefusedUntouched("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -WhatIf", "RealServerExists", ErrorCategory.ResourceExists);
        RefusedUntouched("Add-LvsRealServer -Tcp 10.0.0.9:80 -Address 10.9.0.1 -WhatIf", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal(["rr"], Run("New-LvsService -Tcp 10.0.0.9:80 -PassThru -WhatIf | Set-LvsService -Scheduler rr -PassThru -WhatIf").Values("Scheduler"));
    }

    [Fact]
    public void A_netmask_that_comes_with_an_object_is_copied()
    {
        Given("ConvertFrom-LvsRule '-A -t 10.0.0.1:80 -s rr -M 255.255.255.0' | New-LvsService");
        Assert.Contains("-A -t 10.0.0.1:80 -s rr -M 255.255.255.0", Rules());
    }

    [Fact]
    public void It_is_made_from_piped_text()
    {
        Run("'tcp://10.0.0.1:80', 'fwmark://3' | New-LvsService -Scheduler rr");
        Assert.Equal(["-A -t 10.0.0.1:80 -s rr", "-A -f 3 -s rr"], Rules().Where(r => r.StartsWith("-A", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_is_made_from_objects_with_properties_of_text()
    {
        Run("""
            [pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Scheduler = 'sh'; SchedulerFlags = 'sh-port'; PersistenceTimeout = '00:05:00'; PersistenceNetmask = '255.255.255.0'; OnePacket = 'False' },
            [pscustomobject]@{ Service = 'udp://10.0.0.1:53'; Scheduler = ''; SchedulerFlags = 'None'; PersistenceTimeout = ''; PersistenceNetmask = ''; PersistenceEngine = ''; OnePacket = 'True' } |
                New-LvsService
            """);
        Assert.Equal(
            ["-A -t 10.0.0.1:80 -s sh -p 300 -M 255.255.255.0 -b sh-port", "-A -u 10.0.0.1:53 -s wlc -o"],
            Rules().Where(r => r.StartsWith("-A", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_that_is_there_is_an_error_and_the_next_is_made()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr");
        ErrorRecord error = Fails("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -Scheduler wrr", "ServiceExists", ErrorCategory.ResourceExists);
        Assert.Equal("tcp://10.0.0.1:80", error.TargetObject.ToString());
        Assert.Equal(["NewService (errno 17)", "NewService"], Director.Writes);
        Assert.Contains("-A -t 10.0.0.1:80 -s rr", Rules());
    }

    [Fact]
    public void A_host_name_and_a_service_name_are_taken_for_numbers()
    {
        Run("New-LvsService -Tcp ip4-loopback-test:80 -ErrorAction SilentlyContinue; New-LvsService -Tcp 127.0.0.1:http");
        Assert.Contains("-A -t 127.0.0.1:80 -s wlc", Rules());
    }

    [Fact]
    public void Verbose_shows_the_line_of_ipvsadm()
    {
        Assert.Contains("ipvsadm -A -t 10.0.0.1:80 -s rr", Run("New-LvsService -Tcp 10.0.0.1:80 -Scheduler rr -Verbose").Verbose);
    }
}
