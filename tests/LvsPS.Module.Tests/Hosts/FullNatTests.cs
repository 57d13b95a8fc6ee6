using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Hosts;

public sealed class FullNatTests : EngineTest
{
    private const string Lines = "| ForEach-Object { \"$_ [$($_.SourceAddress)] $($_.Conntrack)\" }";

    private const string Services = """
        New-LvsService -Tcp 10.0.0.1:80; New-LvsService -Udp 10.0.0.1:53; New-LvsService -Sctp 10.0.0.1:9; New-LvsService -Tcp '[fd00::1]:80'
        New-LvsService -Tcp 10.0.0.1:0 -Persistent; New-LvsService -FwMark 3; New-LvsService -FwMark 3 -IPv6
        """;

    public FullNatTests() => Given(Services);

    [Fact]
    public void It_is_enabled_for_services_of_every_kind_and_read_back_as_IPVS_looks_for_them()
    {
        Assert.Empty(Run("Get-LvsFullNat").Output);
        Assert.Empty(Run("Get-LvsService | Enable-LvsFullNat").Output);
        Assert.Equal(
            ["fwmark6://3", "fwmark://3", "sctp://10.0.0.1:9", "tcp://10.0.0.1:0", "tcp://10.0.0.1:80", "tcp://[fd00::1]:80", "udp://10.0.0.1:53"],
            Run("Get-LvsFullNat").Texts.Order(StringComparer.Ordinal));
        List<string> order = [.. Run("Get-LvsFullNat").Texts];
        Assert.All(order[..2], text => Assert.StartsWith("fwmark", text, StringComparison.Ordinal));
        Assert.Equal("tcp://10.0.0.1:0", order[^1]);
        Assert.Equal(["1"], Conntrack());
    }

    [Theory]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 10.1.0.1", "tcp://10.0.0.1:80 [10.1.0.1] True")]
    [InlineData("-Udp 10.0.0.1:53 -SourceAddress 10.1.0.3, 10.1.0.2", "udp://10.0.0.1:53 [10.1.0.2-10.1.0.3] True")]
    [InlineData("-Tcp 10.0.0.1:0 -SourceAddress 10.1.0.0/29", "tcp://10.0.0.1:0 [10.1.0.0-10.1.0.7] True")]
    [InlineData("tcp://[fd00::1]:80 -SourceAddress fd00::5-fd00::9", "tcp://[fd00::1]:80 [fd00::5-fd00::9] True")]
    [InlineData("-FwMark 3 -IPv6 -SourceAddress fd00::5, fd00::9", "fwmark6://3 [fd00::5 fd00::9] True")]
    [InlineData("-FwMark 3 -SourceAddress 10.1.0.1, '10.1.0.5-10.1.0.6'", "fwmark://3 [10.1.0.1 10.1.0.5-10.1.0.6] True")]
    public void It_has_the_sources_that_are_named(string parameters, string line)
    {
        Assert.Equal([line], Run($"Enable-LvsFullNat {parameters} -PassThru {Lines}").Texts);
        Assert.Equal([line], Run($"Get-LvsFullNat {Lines}").Texts);
    }

    [Fact]
    public void Other_sources_take_the_place_of_those_before()
    {
        Run("Enable-LvsFullNat -Tcp 10.0.0.1:80 -SourceAddress 10.1.0.1; Enable-LvsFullNat -Tcp 10.0.0.1:80");
        Assert.Equal(["tcp://10.0.0.1:80 [] True"], Run($"Get-LvsFullNat {Lines}").Texts);
        int writes = Director.FirewallWrites;
        Run("Enable-LvsFullNat -Tcp 10.0.0.1:80");
        Assert.Equal(writes, Director.FirewallWrites);
    }

    [Fact]
    public void Conntrack_goes_back_with_the_last_service()
    {
        Run("Enable-LvsFullNat -Tcp 10.0.0.1:80; Enable-LvsFullNat -Udp 10.0.0.1:53; Enable-LvsFullNat -Udp 10.0.0.1:53");
        Run("Disable-LvsFullNat -Tcp 10.0.0.1:80");
        Assert.Equal(["1"], Conntrack());
        Assert.Equal(["udp://10.0.0.1:53 [] True"], Run($"Get-LvsFullNat | Disable-LvsFullNat -PassThru {Lines}").Texts);
        Assert.Equal(["0"], Conntrack());
        Assert.Equal("""{"nftables":[]}""", Director.Nftables("""{"nftables":[{"list":{"ruleset":null}}]}"""));
    }

    [Fact]
    public void Conntrack_that_was_on_stays_on()
    {
        Run("Set-LvsKernelSetting conntrack 1; Enable-LvsFullNat -Tcp 10.0.0.1:80; Disable-LvsFullNat -Tcp 10.0.0.1:80");
        Assert.Equal(["1"], Conntrack());
    }

    [Fact]
    public void It_is_disabled_also_when_its_service_or_its_rules_are_gone()
    {
        Run("Enable-LvsFullNat -Tcp 10.0.0.1:80; Enable-LvsFullNat -Udp 10.0.0.1:53; Remove-LvsService -Tcp 10.0.0.1:80; Disable-LvsFullNat -Tcp 10.0.0.1:80");
        Director.Nftables("""{"nftables":[{"flush":{"ruleset":null}}]}""");
        Run("Disable-LvsFullNat -Udp 10.0.0.1:53; Disable-LvsFullNat -Udp 10.0.0.1:53");
        Assert.Equal(["0"], Conntrack());
    }

    [Fact]
    public void WhatIf_tells_each_step_and_does_none()
    {
        Assert.Equal(
            ["What if: Set net.ipv4.vs.conntrack from '0' to '1'.", "What if: Give connections to tcp://10.0.0.1:80 the director's address as their source."],
            Run("Enable-LvsFullNat -Tcp 10.0.0.1:80 -WhatIf").Host);
        Assert.Equal(["0"], Conntrack());
        Run("Enable-LvsFullNat -Tcp 10.0.0.1:80");
        Assert.Equal(
            ["What if: Leave connections to tcp://10.0.0.1:80 their source.", "What if: Set net.ipv4.vs.conntrack from '1' to '0'."],
            Run("Disable-LvsFullNat -Tcp 10.0.0.1:80 -WhatIf").Host);
        Assert.Single(Run("Get-LvsFullNat").Output);
    }

    [Fact]
    public void A_failure_in_the_middle_undoes_what_was_done_before()
    {
        Director.FirewallFailsToChange("NotSupported");
        ErrorRecord error = Fails("Enable-LvsFullNat -Tcp 10.0.0.1:80", "NotSupportedByKernel", ErrorCategory.NotImplemented);
        Assert.EndsWith("What had been done before it was undone.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["0"], Conntrack());
        Director.FirewallFailsToChange(null);
        Run("Enable-LvsFullNat -Tcp 10.0.0.1:80; Disable-LvsFullNat -Tcp 10.0.0.1:80");
        Assert.Equal(["0"], Conntrack());
    }

    [Fact]
    public void Servers_that_are_not_masqueraded_and_sources_that_are_not_here_are_told()
    {
        Run("Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1 -Forwarding Gateway");
        IReadOnlyList<string> warnings = Run("Enable-LvsFullNat -Tcp 10.0.0.1:80 -SourceAddress 198.51.100.7").Warnings;
        Assert.Contains(warnings, w => w.StartsWith("The real server 10.9.0.1:80 of tcp://10.0.0.1:80 is not reached by masquerading", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.StartsWith("198.51.100.7 is no address of this host", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress fd00::5")]
    [InlineData("-Tcp '[fd00::1]:80' -SourceAddress 10.1.0.1")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 10.1.0.1, fd00::5")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress '10.1.0.1-fd00::5'")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress '10.1.0.9-10.1.0.1'")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 0.0.0.0")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 127.0.0.1")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 224.0.0.1")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 10.1.0")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress @()")]
    [InlineData("-Tcp 10.0.0.1:80 -SourceAddress 10.1.0.1, 10.2.0.0/16")]
    public void Sources_that_cannot_be_are_refused(string parameters)
    {
        RefusedUntouched($"Enable-LvsFullNat {parameters}", "InvalidSourceAddress", ErrorCategory.InvalidArgument);
        Assert.Equal(0, Director.FirewallWrites);
        Assert.Equal(["0"], Conntrack());
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error()
    {
        RefusedUntouched("Enable-LvsFullNat -Tcp 10.0.0.1:81", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        RefusedUntouched("Get-LvsFullNat -Tcp 10.0.0.1:80", "FullNatNotFound", ErrorCategory.ObjectNotFound);
        RefusedUntouched("Enable-LvsFullNat", "InvalidServiceId", ErrorCategory.InvalidArgument);
    }

    private IEnumerable<string> Conntrack() => Run("(Get-LvsKernelSetting conntrack).Value").Texts;
}
