using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Kernel;

public sealed class KernelSettingTests : EngineTest
{
    [Fact]
    public void Each_known_setting_says_what_it_does_and_what_it_takes()
    {
        EngineResult all = Run("Get-LvsKernelSetting");
        Assert.True(all.Output.Count >= 27);
        Assert.Equal(all.Texts.Order(StringComparer.Ordinal), all.Texts);
        Assert.All(all.Output, s => Assert.False(string.IsNullOrEmpty((string)s.Properties["Description"].Value)));
        Assert.All(all.Output, s => Assert.Equal(s.Properties["Default"].Value, s.Properties["Value"].Value));
    }

    [Theory]
    [InlineData("Get-LvsKernelSetting drop_entry", "drop_entry")]
    [InlineData("Get-LvsKernelSetting sloppy_*, drop_packet", "sloppy_sctp sloppy_tcp drop_packet")]
    [InlineData("'drop_entry', 'conntrack' | Get-LvsKernelSetting", "drop_entry conntrack")]
    [InlineData("Get-LvsKernelSetting drop_* | Get-LvsKernelSetting", "drop_entry drop_packet")]
    [InlineData("Get-LvsKernelSetting net.ipv4.vs.drop_entry, net/ipv4/vs/conntrack", "drop_entry conntrack")]
    [InlineData("Get-LvsKernelSetting nothing*", "")]
    [InlineData("Get-LvsKernelSetting net.ipv4.ip_forward, net/ipv4/conf/eth0/rp_filter", "net.ipv4.ip_forward net.ipv4.conf.eth0.rp_filter")]
    [InlineData("Get-LvsKernelSetting net.*.eth0.forwarding", "net.ipv4.conf.eth0.forwarding net.ipv6.conf.eth0.forwarding")]
    [InlineData("Get-LvsKernelSetting net.ipv4.vs.drop*", "drop_entry drop_packet")]
    [InlineData("Get-LvsKernelSetting net.*.all.arp_* | Get-LvsKernelSetting", "net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce")]
    [InlineData("@() | Get-LvsKernelSetting", "")]
    public void It_reads_what_is_named(string script, string names) => Assert.Equal(names, string.Join(' ', Run(script).Texts));

    [Theory]
    [InlineData("Set-LvsKernelSetting drop_entry 3", "drop_entry", "3")]
    [InlineData("Set-LvsKernelSetting expire_nodest_conn $true", "expire_nodest_conn", "1")]
    [InlineData("Set-LvsKernelSetting snat_reroute $false", "snat_reroute", "0")]
    [InlineData("Set-LvsKernelSetting sync_threshold 5, 100", "sync_threshold", "5 100")]
    [InlineData("Set-LvsKernelSetting sync_threshold '0 0'", "sync_threshold", "0 0")]
    [InlineData("Set-LvsKernelSetting net.ipv4.vs.amemthresh 010", "amemthresh", "10")]
    [InlineData("Set-LvsKernelSetting est_nice -20", "est_nice", "-20")]
    [InlineData("Set-LvsKernelSetting net.ipv4.ip_forward $false", "net.ipv4.ip_forward", "0")]
    [InlineData("Set-LvsKernelSetting net.ipv4.ip_forward 0", "net.ipv4.conf.eth0.forwarding", "0")]
    [InlineData("Get-LvsKernelSetting net.ipv4.conf.eth0.arp_ignore | Set-LvsKernelSetting -Value 8", "net.ipv4.conf.eth0.arp_ignore", "8")]
    [InlineData("Get-LvsKernelSetting conntrack | Set-LvsKernelSetting -Value 1", "conntrack", "1")]
    [InlineData("[pscustomobject]@{ Name = 'conntrack' } | Set-LvsKernelSetting -Value 1", "conntrack", "1")]
    public void It_changes_what_is_named(string script, string name, string value)
    {
        Assert.Empty(Run(script).Output);
        Assert.Equal([value], Run($"(Get-LvsKernelSetting {name}).Value").Texts);
    }

    [Fact]
    public void Piped_values_are_not_taken_for_changes()
    {
        Assert.Equal("MissingMandatoryParameter", Engine.Run("Get-LvsKernelSetting conntrack | Set-LvsKernelSetting").ErrorIds.Single());
        Run("$old = Get-LvsKernelSetting conntrack; Set-LvsKernelSetting conntrack 1; $old | Set-LvsKernelSetting -Value 1");
        Assert.Equal(["1"], Run("(Get-LvsKernelSetting conntrack).Value").Texts);
    }

    [Fact]
    public void WhatIf_changes_nothing_and_Verbose_says_how_sysctl_does_it()
    {
        Assert.Equal(["What if: Set net.ipv4.vs.drop_entry from '0' to '3'."], Run("Set-LvsKernelSetting drop_entry 3 -WhatIf").Host);
        Assert.Equal(["0"], Run("(Get-LvsKernelSetting drop_entry).Value").Texts);
        Assert.Equal("sysctl -w net.ipv4.vs.drop_entry='3'", Run("Set-LvsKernelSetting drop_entry 3 -Verbose").Verbose[^1]);
        Assert.Empty(Run("Set-LvsKernelSetting drop_entry 3 -Verbose").Verbose);
    }

    [Fact]
    public void With_PassThru_it_comes_as_it_is_then() => Assert.Equal(["3"], Run("Set-LvsKernelSetting drop_entry 3 -PassThru").Values("Value"));

    [Fact]
    public void They_are_the_sessions_own_and_those_of_where_they_were_read()
    {
        Run("$other = New-LvsSession -Simulated; Get-LvsKernelSetting drop_entry -Session $other | Set-LvsKernelSetting -Value 3");
        Assert.Equal(["3", "0"], Run("Get-LvsKernelSetting drop_entry -Session $other; Get-LvsKernelSetting drop_entry").Values("Value"));
    }

    [Theory]
    [InlineData("drop_entry 4")]
    [InlineData("drop_entry ''")]
    [InlineData("conntrack yes")]
    [InlineData("drop_entry '1 2'")]
    [InlineData("sync_threshold 5")]
    [InlineData("sync_threshold '5 5'")]
    [InlineData("sync_ports 3")]
    [InlineData("sync_ports 128")]
    [InlineData("est_nice 20")]
    [InlineData("sync_version 99999999999999999999")]
    [InlineData("net.ipv4.ip_forward 2")]
    [InlineData("net.ipv4.conf.all.rp_filter 3")]
    public void A_value_that_cannot_be_is_refused(string arguments)
    {
        ErrorRecord error = Fails($"Set-LvsKernelSetting {arguments}", "InvalidSetting", ErrorCategory.InvalidArgument);
        Assert.Equal(arguments.Split(' ')[0], error.TargetObject);
    }

    [Theory]
    [InlineData("Get-LvsKernelSetting drop_entri", "Is it drop_entry?")]
    [InlineData("Set-LvsKernelSetting contrack 1", "Is it conntrack?")]
    [InlineData("Get-LvsKernelSetting conn_lfactor", "Another kernel")]
    [InlineData("Get-LvsKernelSetting timeout_close", "Set-LvsTimeout")]
    [InlineData("Get-LvsKernelSetting ../../../kernel/hostname", "Get-LvsKernelSetting lists")]
    [InlineData("Get-LvsKernelSetting net.ipv4.conf.eth9.rp_filter", "Outside of net.ipv4.vs there are")]
    [InlineData("Get-LvsKernelSetting net.ipv4.conf.eth0.log_martians", "Outside of net.ipv4.vs there are")]
    [InlineData("Set-LvsKernelSetting net/ipv4/conf/../rp_filter 1", "Outside of net.ipv4.vs there are")]
    [InlineData("Set-LvsKernelSetting '' 1", null)]
    public void One_that_is_not_there_is_an_error_with_the_nearest(string script, string? remedy)
    {
        if (remedy is null)
        {
            Assert.Equal("ParameterArgumentValidationError", Engine.Run(script).ErrorIds.Single());
            return;
        }

        Assert.Contains(
            remedy, Fails(script, "SettingNotFound", ErrorCategory.ObjectNotFound).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_right_they_can_be_read_but_not_changed()
    {
        Director.IsPrivileged = false;
        Run("Get-LvsKernelSetting");
        Fails("Set-LvsKernelSetting drop_entry 3", "PermissionDenied", ErrorCategory.PermissionDenied);
    }

    [Fact]
    public void Without_ip_vs_there_are_none()
    {
        Director.HasIpvs = false;
        Fails("Get-LvsKernelSetting", "IpvsNotAvailable", ErrorCategory.NotInstalled);
        Fails("Get-LvsKernelSetting drop_entry", "IpvsNotAvailable", ErrorCategory.NotInstalled);
        Fails("Set-LvsKernelSetting drop_entry 3", "IpvsNotAvailable", ErrorCategory.NotInstalled);
    }

    [Fact]
    public void Of_a_closed_session_there_are_none()
    {
        Run("$other = New-LvsSession -Simulated; $other | Remove-LvsSession");
        Fails("Get-LvsKernelSetting -Session $other", "SessionClosed", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void Schedulers_with_their_flags()
    {
        EngineResult all = Run("Get-LvsScheduler");
        Assert.Equal(14, all.Output.Count);
        Assert.All(all.Values("IsLoaded"), loaded => Assert.Equal(true, loaded));
        Assert.Equal(["sh-fallback", "sh-port"], Run("(Get-LvsScheduler sh).Flags").Texts);
        Assert.Equal(["lc", "wlc", "lblc", "lblcr"], Run("Get-LvsScheduler *lc*").Texts);
        Assert.Equal(["rr", "mh"], Run("'rr', 'mh' | Get-LvsScheduler").Texts);
        Assert.Empty(Run("Get-LvsScheduler x*").Output);
        Fails("Get-LvsScheduler nosuch", "SchedulerNotFound", ErrorCategory.ObjectNotFound);
    }
}
