using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Hosts;

/// <summary>The doctor as it is typed, on a simulated host: eth0 with 192.168.1.2.</summary>
public sealed class TestLvsHostTests : EngineTest
{
    private const string Ids = "| ForEach-Object Id";

    [Theory]
    [InlineData("")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80 -PassThru | Add-LvsRealServer -Address 192.168.1.10 -Forwarding Masquerade")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80 -PassThru | Add-LvsRealServer -Address 192.168.1.10")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80 -PassThru | Add-LvsRealServer -Address 192.168.1.10 -Forwarding Masquerade; Enable-LvsFullNat tcp://192.168.1.2:80")]
    [InlineData("Set-LvsFwMark 7 -Address 192.168.1.2 -Tcp 80; New-LvsService -FwMark 7 -PassThru | Add-LvsRealServer -Address 192.168.1.10")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 DirectRouting")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 Tunnel -LocalAddress 192.168.1.2")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 Tunnel -TunnelType Gue -Port 6080 -LocalAddress 192.168.1.2")]
    public void On_a_healthy_host_nothing_is_emitted(string script)
    {
        Run(script);
        Assert.Empty(Run("Test-LvsHost").Output);
        Assert.Equal(["True"], Run("Test-LvsHost -Quiet").Texts);
    }

    [Theory]
    [InlineData("New-LvsService -Tcp 10.0.0.9:80", "VirtualAddressMissing")]
    [InlineData("New-LvsService -Udp 192.168.1.2:53 -PassThru | Add-LvsRealServer -Address 192.168.1.10", "ExpireNodestConnOff")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80 -PassThru | Add-LvsRealServer -Address 192.168.1.10 -Forwarding Masquerade; Set-LvsKernelSetting net.ipv4.ip_forward 0", "ForwardingOff")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80 -PassThru | Add-LvsRealServer -Address 192.168.1.10 -Forwarding Masquerade; Enable-LvsFullNat tcp://192.168.1.2:80; Set-LvsKernelSetting conntrack 0", "ConntrackOff")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80; Set-LvsKernelSetting conntrack 1", "ConntrackOn")]
    [InlineData("New-LvsService -Tcp 192.168.1.2:80; Set-LvsKernelSetting conn_reuse_mode 0", "ConnReuseModeOff")]
    [InlineData("New-LvsService -FwMark 7 -PassThru | Add-LvsRealServer -Address 192.168.1.10 -Port 80", "MarkNotFed")]
    [InlineData("Enable-LvsRealServerHost 192.168.1.205 DirectRouting; Set-LvsKernelSetting net.ipv4.conf.all.arp_ignore 0; Set-LvsKernelSetting net.ipv4.conf.lo.arp_ignore 0", "ArpIgnoreOff")]
    public void What_is_found_is_gone_after_its_own_line(string script, string id)
    {
        Run(script);
        Assert.Equal([id], Run($"$found = @(Test-LvsHost); $found {Ids}").Texts);
        Run("& ([scriptblock]::Create($found[0].Remedy))");
        Assert.Empty(Run("Test-LvsHost").Output);
    }

    [Fact]
    public void A_kernel_without_ip_vs_is_a_finding_and_no_error()
    {
        Director.HasIpvs = false;
        Assert.Equal(["IpvsMissing"], Run($"Test-LvsHost {Ids}").Texts);
    }

    [Fact]
    public void Nor_is_a_caller_who_may_not_read_the_table()
    {
        Director.IsPrivileged = false;
        Assert.Equal(["PermissionDenied"], Run($"Test-LvsHost {Ids}").Texts);
        Assert.Equal(["False"], Run("Test-LvsHost -Quiet").Texts);
    }

    [Theory]
    [InlineData("virtual*, *nothing*", "VirtualAddressMissing")]
    [InlineData("Arp*", "")]
    [InlineData("*missing, nothing", "VirtualAddressMissing")]
    public void Words_are_chosen_by_wildcards(string id, string found) =>
        Assert.Equal(found, string.Join(' ', Run($"Test-LvsHost {id} -VirtualAddress 192.168.1.205 -Mode DirectRouting {Ids}").Texts));

    [Fact]
    public void One_line_sets_up_a_real_server_of_which_nothing_is_there()
    {
        const string Test = "Test-LvsHost -VirtualAddress 192.168.1.205 -Mode DirectRouting";
        Run($"{Test} | Where-Object Id -eq VirtualAddressMissing | ForEach-Object {{ & ([scriptblock]::Create($_.Remedy)) }}");
        Assert.Empty(Run(Test).Output);
    }

    [Fact]
    public void A_real_server_that_has_a_table_is_looked_at_as_both()
    {
        Run("Enable-LvsRealServerHost 192.168.1.205 DirectRouting; New-LvsService -Tcp 10.0.0.9:80; Set-LvsKernelSetting net.ipv4.conf.all.arp_announce 0");
        Assert.Equal(["ArpAnnounceOff", "VirtualAddressMissing"], Run($"Test-LvsHost {Ids}").Texts);
        Assert.Equal(["VirtualAddressMissing"], Run($"Test-LvsHost -Role Director {Ids}").Texts);
        Assert.Equal(["ArpAnnounceOff"], Run($"Test-LvsHost -Role RealServer {Ids}").Texts);
    }

    [Fact]
    public void Remedies_name_another_session()
    {
        Run("$other = New-LvsSession -Simulated -Name other; New-LvsService -Udp 192.168.1.2:53 -Session $other; Add-LvsRealServer -Udp 192.168.1.2:53 -Address 192.168.1.10 -Session $other");
        Assert.Equal(["Set-LvsKernelSetting expire_nodest_conn 1 -Session other"], Run("Test-LvsHost -Session other | ForEach-Object Remedy").Texts);
    }

    [Theory]
    [InlineData("-Role Director -Mode Tunnel", "InvalidRealServerHost")]
    [InlineData("-Role Director -VirtualAddress 192.168.1.205", "InvalidRealServerHost")]
    [InlineData("-VirtualAddress 192.168.1.300", "InvalidEndpoint")]
    public void What_contradicts_itself_is_refused(string arguments, string id) => Fails($"Test-LvsHost {arguments}", id, ErrorCategory.InvalidArgument);

    [Fact]
    public void Words_complete() => Assert.Equal(
        ["TunnelDeviceDown", "TunnelDeviceMissing", "TunnelMtuSmall"],
        Run("(TabExpansion2 'Test-LvsHost Tunnel').CompletionMatches.CompletionText").Texts);
}
