using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Hosts;

public sealed class RealServerHostTests : EngineTest
{
    private const string Shown = "Get-LvsRealServerHost | ForEach-Object { \"$_ $($_.Interface) $($_.IsComplete) $($_.IsRecorded)\" }";

    [Theory]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 DirectRouting", "192.168.1.205 DirectRouting lo True True")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205/32 -Mode dr", "192.168.1.205 DirectRouting lo True True")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205, fd00:1::205 Gateway", "192.168.1.205 DirectRouting lo True True; fd00:1::205 DirectRouting lo True True")]
    [InlineData("'192.168.1.205' | Enable-LvsRealServerHost -Mode DirectRouting", "192.168.1.205 DirectRouting lo True True")]
    [InlineData("[ipaddress]'192.168.1.205' | Enable-LvsRealServerHost -Mode DirectRouting", "192.168.1.205 DirectRouting lo True True")]
    [InlineData("[pscustomobject]@{ VirtualAddress = '192.168.1.205' } | Enable-LvsRealServerHost -Mode DirectRouting", "192.168.1.205 DirectRouting lo True True")]
    [InlineData("New-LvsService -Tcp 192.168.1.205:80 -PassThru | Enable-LvsRealServerHost -Mode DirectRouting", "192.168.1.205 DirectRouting lo True True")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 TUN", "192.168.1.205 Tunnel Ipip lvsps-ipip True True")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 Tunnel -TunnelType Gre", "192.168.1.205 Tunnel Gre lvsps-gre True True")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 Tunnel -TunnelType Gue -Port 6080", "192.168.1.205 Tunnel Gue 6080 lvsps-ipip True True")]
    [InlineData("Enable-LvsRealServerHost fd00:1::205 Tunnel", "fd00:1::205 Tunnel Ipip lvsps-ip6tnl True True")]
    [InlineData("Enable-LvsRealServerHost fd00:1::205 Tunnel -TunnelType Gre", "fd00:1::205 Tunnel Gre lvsps-ip6gre True True")]
    [InlineData("Enable-LvsRealServerHost fd00:1::205 Tunnel -LocalAddress 192.168.1.2", "fd00:1::205 Tunnel Ipip lvsps-sit True True")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 Tunnel -LocalAddress fd00:1::2", "192.168.1.205 Tunnel Ipip lvsps-ip6tnl True True")]
    public void It_is_set_up_and_put_back(string script, string shown)
    {
        string before = Host();
        Assert.Empty(Run(script).Output);
        Assert.Equal(shown, string.Join("; ", Run(Shown).Texts));
        string enabled = Host();
        Run(script.Replace("New-LvsService -Tcp 192.168.1.205:80 -PassThru", "Get-LvsService", StringComparison.Ordinal));
        Assert.Equal(enabled, Host());
        Assert.Empty(Run("Get-LvsRealServerHost | Disable-LvsRealServerHost").Output);
        Assert.Equal(before, Host());
        Assert.Empty(Run("Get-LvsRealServerHost").Output);
    }

    [Fact]
    public void Settings_stay_until_the_last_address_goes()
    {
        string before = Host();
        Run("Set-LvsKernelSetting net.ipv4.conf.lo.arp_announce 1; Enable-LvsRealServerHost 10.0.0.5, 10.0.0.6 DR; Disable-LvsRealServerHost 10.0.0.5");
        Assert.Equal(["True"], Run("(Get-LvsRealServerHost 10.0.0.6).IsComplete").Texts);
        Run("Disable-LvsRealServerHost 10.0.0.6");
        Assert.Equal(["1"], Run("(Get-LvsKernelSetting net.ipv4.conf.lo.arp_announce).Value").Texts);
        Run("Set-LvsKernelSetting net.ipv4.conf.lo.arp_announce 0");
        Assert.Equal(before, Host());
    }

    [Fact]
    public void What_is_stricter_already_is_kept()
    {
        Run("Set-LvsKernelSetting net.ipv4.conf.all.arp_ignore 2; Enable-LvsRealServerHost 10.0.0.5 DR");
        Assert.Equal(["2"], Run("(Get-LvsKernelSetting net.ipv4.conf.all.arp_ignore).Value").Texts);
        Assert.Equal(["True"], Run("(Get-LvsRealServerHost 10.0.0.5).IsComplete").Texts);
    }

    [Fact]
    public void What_somebody_else_changed_meanwhile_is_left_and_said()
    {
        Run("Enable-LvsRealServerHost 10.0.0.5 DR; Set-LvsKernelSetting net.ipv4.conf.all.arp_ignore 8");
        Assert.Contains("'8' is not what LvsPS had set", Assert.Single(Run("Disable-LvsRealServerHost 10.0.0.5").Warnings), StringComparison.Ordinal);
        Assert.Equal(["8"], Run("(Get-LvsKernelSetting net.ipv4.conf.all.arp_ignore).Value").Texts);
    }

    [Fact]
    public void Without_a_record_it_says_what_it_left()
    {
        Run("Add-LvsVirtualAddress 10.0.0.5 lo");
        string before = Host();
        Assert.Contains("nothing was changed. Left are: link lo=up, address lo 10.0.0.5/32=present.", Assert.Single(Run("Disable-LvsRealServerHost 10.0.0.5").Warnings), StringComparison.Ordinal);
        Assert.Equal(before, Host());
        Assert.Empty(Run("Disable-LvsRealServerHost 10.0.0.9").Warnings);
    }

    [Fact]
    public void A_tunnel_shows_how_long_packets_may_be()
    {
        Assert.Equal(["1468 1428"], Run("Enable-LvsRealServerHost 10.0.0.5 Tunnel -TunnelType Gue -Port 6080 -PassThru | ForEach-Object { \"$($_.Mtu) $($_.AdvisedMss)\" }").Texts);
        Assert.Contains("announce at most 1388", Run("Enable-LvsRealServerHost fd00:1::5 Tunnel -TunnelType Gue -Port 6080 -Verbose").Verbose[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 DR -Port 6080", "InvalidRealServerHost", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 DR -LocalAddress 192.168.1.2", "InvalidRealServerHost", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 DR -TunnelType Gre", "InvalidRealServerHost", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Tunnel -TunnelType Gue", "InvalidRealServerHost", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Tunnel -Port 6080", "InvalidRealServerHost", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Tunnel -LocalAddress 10.1.1.1", "LocalAddressNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Tunnel", "LocalAddressNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.1 Tunnel -LocalAddress 192.168.1.2", "RealServerHostExists", ErrorCategory.ResourceExists)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Tunnel -TunnelType Gre -LocalAddress 192.168.1.3", "RealServerHostExists", ErrorCategory.ResourceExists)]
    [InlineData("Enable-LvsRealServerHost 224.0.0.1 DR", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 127.0.0.1 DR", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5/24 DR", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Enable-LvsRealServerHost here DR", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("New-LvsService -FwMark 3 -PassThru | Enable-LvsRealServerHost -Mode DR", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Disable-LvsRealServerHost here", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_is_one_error_and_nothing_is_done(string script, string id, ErrorCategory category)
    {
        Run("Add-LvsVirtualAddress 192.168.1.3 eth0; Enable-LvsRealServerHost 10.0.0.1 DR; Enable-LvsRealServerHost 10.0.0.2 Tunnel -TunnelType Gre -LocalAddress 192.168.1.2");
        string before = Host();
        Fails(script, id, category);
        Assert.Equal(before, Host());
    }

    [Theory]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Bridge", "ParameterArgumentTransformationError")]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 1", "ParameterArgumentTransformationError")]
    [InlineData("Enable-LvsRealServerHost 10.0.0.5 Tunnel -Port 65536", "ParameterArgumentValidationError")]
    public void What_is_no_value_does_not_bind(string script, string id) => Assert.Equal(id, Engine.Run(script).ErrorIds.Single());

    [Fact]
    public void Without_the_right_it_is_denied_and_nothing_is_done()
    {
        string before = Host();
        Director.IsPrivileged = false;
        Fails("Enable-LvsRealServerHost 10.0.0.5 DR", "PermissionDenied", ErrorCategory.PermissionDenied);
        Director.IsPrivileged = true;
        Assert.Equal(before, Host());
    }

    [Fact]
    public void Each_step_is_a_sentence_of_WhatIf_and_a_line_of_Verbose()
    {
        Assert.Equal(
            [
                "What if: Set net.ipv4.conf.all.arp_ignore from '0' to '1'.",
                "What if: Set net.ipv4.conf.lo.arp_ignore from '0' to '1'.",
                "What if: Set net.ipv4.conf.all.arp_announce from '0' to '2'.",
                "What if: Set net.ipv4.conf.lo.arp_announce from '0' to '2'.",
                "What if: Have packets of the UDP port 6080 unpacked as GUE.",
                "What if: Make the device lvsps-ipip (ipip local 192.168.1.2).",
                "What if: Set net.ipv4.conf.lvsps-ipip.rp_filter to '2'.",
                "What if: Bring lvsps-ipip up.",
                "What if: Add the address 10.0.0.5/32 to lvsps-ipip.",
            ],
            Run("Enable-LvsRealServerHost 10.0.0.5 Tunnel -TunnelType Gue -Port 6080 -WhatIf").Host);
        Assert.Contains("ip link add lvsps-ipip type ipip local 192.168.1.2 remote any", Run("Enable-LvsRealServerHost 10.0.0.5 Tunnel -TunnelType Gue -Port 6080 -Verbose").Verbose);
    }

    /// <summary>All that could be changed.</summary>
    private string Host() => string.Join('\n', Run(
        """
        Get-LvsVirtualAddress | Where-Object IsServed | ForEach-Object { "$_ $($_.Interface) $($_.Label)" }
        foreach ($link in 'all', 'lo') { foreach ($name in 'arp_ignore', 'arp_announce') { (Get-LvsKernelSetting net.ipv4.conf.$link.$name).Value } }
        (Get-LvsRealServerHost | ForEach-Object { "$($_.Settings)" }) -join ';'
        """).Texts);
}
