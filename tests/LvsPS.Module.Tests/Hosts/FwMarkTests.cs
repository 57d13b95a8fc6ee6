using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Hosts;

public sealed class FwMarkTests : EngineTest
{
    private const string Lines = "| ForEach-Object { \"$_ $($_.Addresses) $($_.Ports) $($_.IncludeLocal)\" }";

    [Fact]
    public void There_is_none_at_first() => Assert.Empty(Run("Get-LvsFwMark").Output);

    [Theory]
    [InlineData("-Mark 3 -Address 192.168.1.200 -Tcp 80, 443", "fwmark://3 192.168.1.200 tcp/80 tcp/443 False")]
    [InlineData("3 -Address 192.168.1.200 -Tcp 80,443,'8000-8100','8101:8200' -Udp '53' -IncludeLocal", "fwmark://3 192.168.1.200 tcp/80 tcp/443 tcp/8000-8200 udp/53 True")]
    [InlineData("-FwMark 4294967295 -Address fd00:1::200 -Sctp 1-65535", "fwmark6://4294967295 fd00:1::200 sctp/1-65535 False")]
    [InlineData("0x10 -Address 10.0.0.5, 10.0.0.0/29, 10.1.0.1 -Tcp '80, 81' -Udp (5..8)", "fwmark://16 10.0.0.0/29 10.1.0.1 tcp/80-81 udp/5-8 False")]
    [InlineData("3 -Address 10.0.0.1 -Tcp https, domain", "fwmark://3 10.0.0.1 tcp/53 tcp/443 False")]
    public void It_is_set_as_it_is_told_and_read_back(string parameters, string mark)
    {
        Assert.Empty(Run($"Set-LvsFwMark {parameters}").Output);
        Assert.Equal([mark], Run($"Get-LvsFwMark {Lines}").Texts);
    }

    [Fact]
    public void A_mark_of_both_families_comes_as_two()
    {
        string[] both = ["fwmark://3 10.0.0.1 tcp/80 False", "fwmark6://3 fd00::1 tcp/80 False"];
        Assert.Equal(both, Run($"Set-LvsFwMark 3 -Address fd00::1, 10.0.0.1 -Tcp 80 -PassThru {Lines}").Texts);
        Assert.Equal(["fwmark6://3 fd00::1 tcp/80 False"], Run($"Get-LvsFwMark 3 -AddressFamily IPv6 {Lines}").Texts);
        Assert.Equal([both[0]], Run($"Get-LvsFwMark 3 -AddressFamily IPv6 | Remove-LvsFwMark; Get-LvsFwMark {Lines}").Texts);
    }

    [Fact]
    public void The_whole_set_is_replaced_and_the_same_set_is_no_change()
    {
        Run("Set-LvsFwMark 3 -Address 10.0.0.1, fd00::1 -Tcp 80 -Udp 53 -IncludeLocal; Set-LvsFwMark 4 -Address 10.0.0.1 -Tcp 81");
        Assert.Equal(["fwmark://3 10.0.0.2 tcp/443 False", "fwmark://4 10.0.0.1 tcp/81 False"], Run($"Set-LvsFwMark 3 -Address 10.0.0.2 -Tcp 443; Get-LvsFwMark {Lines}").Texts);
        int writes = Director.FirewallWrites;
        Assert.Empty(Run("Set-LvsFwMark 3 -Address 10.0.0.2 -Tcp 443 -Verbose").Verbose);
        Assert.Equal(writes, Director.FirewallWrites);
    }

    [Fact]
    public void A_mark_its_service_and_its_servers_are_made_in_one_pipeline()
    {
        Run("""
            Set-LvsFwMark -Mark 3 -Address 192.168.1.200 -Tcp 80,443 -PassThru | New-LvsService -Scheduler sh -PassThru |
                Add-LvsRealServer -Address 192.168.1.201,192.168.1.202 -Forwarding Gateway
            """);
        Assert.Equal(["-A -f 3 -s sh", "-a -f 3 -r 192.168.1.201:0 -g -w 1", "-a -f 3 -r 192.168.1.202:0 -g -w 1"], Rules());
        Assert.Equal(["fwmark://3"], Run("Get-LvsFwMark | Get-LvsService").Texts);
        Assert.Equal(["fwmark://3"], Run("Get-LvsService | Get-LvsFwMark").Texts);
    }

    [Fact]
    public void Under_WhatIf_the_whole_pipeline_tells_what_it_would_do()
    {
        Assert.Equal(
            ["What if: Mark packets to 192.168.1.200 tcp/80,443 with 3.", "What if: Add service fwmark://3 (wlc)."],
            Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80,443 -PassThru -WhatIf | New-LvsService -WhatIf").Host);
        Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80");
        Assert.Equal(
            ["What if: Mark packets to 192.168.1.201 udp/53, local ones too with 3 instead of packets to 192.168.1.200 tcp/80."],
            Run("Set-LvsFwMark 3 -Address 192.168.1.201 -Udp 53 -IncludeLocal -WhatIf").Host);
        Assert.Equal(["What if: No longer mark packets to 192.168.1.200 tcp/80 with 3."], Run("Remove-LvsFwMark 3 -WhatIf").Host);
    }

    [Fact]
    public void Verbose_has_a_line_for_nft() =>
        Assert.StartsWith(
            "nft -j '{\"nftables\":[{\"add\":{\"table\":{\"family\":\"inet\",\"name\":\"lvsps\"}}},",
            Run("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80 -Verbose").Verbose[^1],
            StringComparison.Ordinal);

    [Fact]
    public void The_last_mark_takes_the_table_with_it()
    {
        Run("Set-LvsFwMark 3, 4 -Address 10.0.0.1 -Tcp 80 -IncludeLocal");
        Assert.Equal(["fwmark://3 10.0.0.1 tcp/80 True"], Run($"Remove-LvsFwMark 3 -PassThru {Lines}").Texts);
        Assert.Contains("lvsps", Director.Nftables(List), StringComparison.Ordinal);
        Run("Get-LvsFwMark | Remove-LvsFwMark");
        Assert.Equal("""{"nftables":[]}""", Director.Nftables(List));
    }

    [Fact]
    public void Marks_are_completed()
    {
        Run("Set-LvsFwMark 7, 71, 8 -Address 10.0.0.1 -Tcp 80");
        Assert.Equal(["7", "71"], Run("(TabExpansion2 'Get-LvsFwMark 7' 15).CompletionMatches | ForEach-Object CompletionText").Texts);
    }

    [Fact]
    public void Rules_of_others_are_told_and_kept()
    {
        Run("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80");
        Director.Nftables(Rule("inet", "lvsps", "mark-3", """{"counter":null},{"drop":null}"""));
        EngineResult result = Run("Get-LvsFwMark 3");
        Assert.StartsWith("The rule with handle ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(result.Output);
        Run("Remove-LvsFwMark 3");
        Assert.Contains("drop", Director.Nftables(List), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":3}}""", true)]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":{"|":[{"meta":{"key":"mark"}},3]}}}""", true)]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":{"map":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[80,3],[81,4]]}}}}}""", true)]
    [InlineData("""{"mangle":{"key":{"meta":{"key":"mark"}},"value":4}}""", false)]
    [InlineData("""{"mangle":{"key":{"ct":{"key":"mark"}},"value":3}}""", false)]
    public void A_mark_that_another_table_gives_too_is_told(string statement, bool clashes)
    {
        Director.Nftables("""{"nftables":[{"add":{"table":{"family":"ip","name":"theirs"}}},{"add":{"chain":{"family":"ip","table":"theirs","name":"c"}}}]}""");
        Director.Nftables(Rule("ip", "theirs", "c", statement));
        EngineResult result = Run("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80 -PassThru | ForEach-Object ClashingTables");
        Assert.Equal(clashes ? ["ip theirs"] : [], result.Texts);
        Assert.Equal(clashes ? 1 : 0, result.Warnings.Count);
    }

    [Theory]
    [InlineData("0 -Address 10.0.0.1 -Tcp 80", "InvalidServiceId")]
    [InlineData("3 -Address 10.0.0.1", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp @()", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp ''", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp 80 -Udp @()", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp '8100-8000'", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp 0", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp 65536", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp -1", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp '1-2-3'", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp 80.5", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp (1..65536)", "InvalidPortRange")]
    [InlineData("3 -Address 10.0.0.1 -Tcp nosuchport", "NameNotResolved")]
    [InlineData("3 -Address @() -Tcp 80", "InvalidEndpoint")]
    [InlineData("3 -Address 10.0.0.1/8 -Tcp 80", "InvalidEndpoint")]
    [InlineData("3 -Address fd00::1/24 -Tcp 80", "InvalidEndpoint")]
    [InlineData("3 -Address 10.0.0.1:80 -Tcp 80", "InvalidEndpoint")]
    [InlineData("3 -Address 10.0.0.256 -Tcp 80", "InvalidEndpoint")]
    [InlineData("3 -Address * -Tcp 80", "InvalidEndpoint")]
    public void What_cannot_be_is_refused(string parameters, string errorId)
    {
        RefusedUntouched($"Set-LvsFwMark {parameters}", errorId, ErrorCategory.InvalidArgument);
        Assert.Equal(0, Director.FirewallWrites);
    }

    [Theory]
    [InlineData("Get-LvsFwMark 9")]
    [InlineData("Remove-LvsFwMark 9")]
    [InlineData("Remove-LvsFwMark 3 -AddressFamily IPv6")]
    public void One_that_is_named_and_not_there_is_an_error(string script)
    {
        Run("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80");
        Fails(script, "FwMarkNotFound", ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("NoLibrary", "NftablesNotAvailable", ErrorCategory.NotInstalled)]
    [InlineData("NotSupported", "NotSupportedByKernel", ErrorCategory.NotImplemented)]
    [InlineData("NotPermitted", "PermissionDenied", ErrorCategory.PermissionDenied)]
    [InlineData("NotFound", "FirewallChanging", ErrorCategory.ResourceBusy)]
    [InlineData("Refused", "KernelRejected", ErrorCategory.InvalidArgument)]
    public void What_stands_in_the_way_is_told(string failure, string errorId, ErrorCategory category)
    {
        Director.FirewallFails(failure);
        Fails("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80", errorId, category);
    }

    [Fact]
    public void One_that_was_read_elsewhere_is_removed_there()
    {
        Run("$other = New-LvsSession -Simulated; Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80; Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80 -Session $other");
        Run("Get-LvsFwMark -Session $other | Remove-LvsFwMark");
        Assert.Empty(Run("Get-LvsFwMark -Session $other").Output);
        Assert.Single(Run("Get-LvsFwMark").Output);
    }

    private const string List = """{"nftables":[{"list":{"ruleset":null}}]}""";

    private static string Rule(string family, string table, string chain, string expressions) =>
        $$$$"""{"nftables":[{"add":{"rule":{"family":"{{{{family}}}}","table":"{{{{table}}}}","chain":"{{{{chain}}}}","expr":[{{{{expressions}}}}]}}}]}""";
}
