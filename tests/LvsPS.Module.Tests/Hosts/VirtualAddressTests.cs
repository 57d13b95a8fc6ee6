using System.Management.Automation;
using System.Net;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Hosts;

public sealed class VirtualAddressTests : EngineTest
{
    [Theory]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205", "192.168.1.205/32 eth0 brd 192.168.1.205 eth0")]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 eth0 -Label eth0:0", "192.168.1.205/32 eth0 brd 192.168.1.205 eth0:0")]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 lo -Label lo:0", "192.168.1.205/32 lo brd 192.168.1.205 lo:0")]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205/24", "192.168.1.205/24 eth0 brd 192.168.1.255 eth0")]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -PrefixLength 20", "192.168.1.205/20 eth0 brd 192.168.15.255 eth0")]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -PrefixLength 31", "192.168.1.205/31 eth0 brd  eth0")]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -Broadcast 192.168.1.255", "192.168.1.205/32 eth0 brd 192.168.1.255 eth0")]
    [InlineData("Add-LvsVirtualAddress 10.1.1.1 -Interface eth0", "10.1.1.1/32 eth0 brd 10.1.1.1 eth0")]
    [InlineData("Add-LvsVirtualAddress fd00:1::205", "fd00:1::205/128 eth0 brd  ")]
    [InlineData("'192.168.1.205' | Add-LvsVirtualAddress", "192.168.1.205/32 eth0 brd 192.168.1.205 eth0")]
    [InlineData("[ipaddress]'fd00:1::205' | Add-LvsVirtualAddress", "fd00:1::205/128 eth0 brd  ")]
    [InlineData("[pscustomobject]@{ Address = '192.168.1.205'; Interface = 'lo'; Label = ''; PrefixLength = '' } | Add-LvsVirtualAddress", "192.168.1.205/32 lo brd 192.168.1.205 lo")]
    [InlineData("[pscustomobject]@{ VirtualAddress = '192.168.1.205' } | Add-LvsVirtualAddress", "192.168.1.205/32 eth0 brd 192.168.1.205 eth0")]
    public void It_is_added_with_what_was_said_and_the_usual_rest(string script, string expected)
    {
        Assert.Empty(Run(script).Output);
        Run("New-LvsService -Tcp 192.168.1.205:80");
        LvsRow row = Rows($"Get-LvsVirtualAddress {expected.Split('/')[0]}").Single();
        Assert.Equal(expected, $"{row.Address}/{row.PrefixLength} {row.Interface} brd {row.Broadcast} {row.Label}");
        Assert.True(row.IsServed);
    }

    [Fact]
    public void What_is_there_is_left_and_is_no_error()
    {
        Given("Add-LvsVirtualAddress 192.168.1.205 -Label eth0:0");
        Assert.Empty(Run("Add-LvsVirtualAddress 192.168.1.205 eth0 -Verbose").Verbose);
        Assert.Empty(Run("Add-LvsVirtualAddress 192.168.1.205 -WhatIf").Host);
        Assert.Contains("left as it is", Run("Add-LvsVirtualAddress 192.168.1.205 -Label eth0:1").Warnings.Single(), StringComparison.Ordinal);
        Assert.Equal(["eth0:0"], Run("Add-LvsVirtualAddress 192.168.1.205 -PassThru").Values("Label"));
        Assert.Empty(Run("Add-LvsVirtualAddress 192.168.1.2 -Verbose").Verbose);
    }

    [Fact]
    public void What_is_not_there_is_removed_already()
    {
        Run("Add-LvsVirtualAddress 192.168.1.205; Remove-LvsVirtualAddress 192.168.1.205");
        Assert.Empty(Run("Get-LvsVirtualAddress").Output);
        Assert.Empty(Run("Remove-LvsVirtualAddress 192.168.1.205 eth0 -Verbose").Verbose);
        Assert.Empty(Run("Remove-LvsVirtualAddress 192.168.1.205, fd00:1::205 -WhatIf").Host);
    }

    [Fact]
    public void Services_are_served_at_their_own_addresses_on_their_own_director()
    {
        Run("$other = New-LvsSession -Simulated; New-LvsService -Tcp 192.168.1.205:80 -Session $other; New-LvsService -Udp '[fd00:1::205]:53' -Session $other");
        Run("New-LvsService -Tcp 192.168.1.205:443 -Session $other; Get-LvsService -Session $other | Add-LvsVirtualAddress -Interface eth0");
        Assert.Empty(Run("Get-LvsVirtualAddress").Output);
        List<LvsRow> rows = Rows("Get-LvsVirtualAddress -Session $other");
        Assert.Equal(["192.168.1.205", "fd00:1::205"], rows.Select(r => r.Address));
        Assert.Equal("tcp://192.168.1.205:80 tcp://192.168.1.205:443", rows[0].Services);
        Run("Get-LvsVirtualAddress -Session $other | Remove-LvsVirtualAddress");
        Assert.Equal([false, false], Run("Get-LvsVirtualAddress -Session $other").Values("IsServed"));
        Assert.Equal(["192.168.1.205", "fd00:1::205"], Run("Get-LvsVirtualAddress -NotServed -Session $other | Add-LvsVirtualAddress -PassThru").Texts);
    }

    [Fact]
    public void A_mark_service_has_no_address()
    {
        Run("New-LvsService -FwMark 7");
        Assert.Empty(Run("Get-LvsVirtualAddress").Output);
        ErrorRecord error = Fails("Get-LvsService | Add-LvsVirtualAddress -Interface eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument);
        Assert.Equal("fwmark://7", error.TargetObject.ToString());
        Assert.Contains("fwmark://7 has no address", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-LvsService -Tcp 192.168.1.205:80 -PassThru | Add-LvsRealServer -Address 192.168.1.201 -PassThru | Add-LvsVirtualAddress -Interface eth0")]
    [InlineData("[pscustomobject]@{ Service = 'tcp://192.168.1.205:80'; Address = '192.168.1.201' } | Add-LvsVirtualAddress")]
    [InlineData("Get-LvsScheduler rr | Add-LvsVirtualAddress -Interface eth0")]
    public void The_address_of_a_real_server_is_never_taken_for_a_virtual_one(string script)
    {
        Fails(script, "InvalidEndpoint", ErrorCategory.InvalidArgument);
        Assert.DoesNotContain("192.168.1.201", Run("Get-LvsVirtualAddress").Texts);
    }

    [Theory]
    [InlineData("Get-LvsVirtualAddress", "10.0.0.1 192.168.1.205 fd00:1::205")]
    [InlineData("Get-LvsVirtualAddress 10.0.0.0/8", "10.0.0.1")]
    [InlineData("Get-LvsVirtualAddress fd00:1::205, 10.0.0.1", "10.0.0.1 fd00:1::205")]
    [InlineData("Get-LvsVirtualAddress 10.0.0.9", "")]
    [InlineData("Get-LvsVirtualAddress -Interface e*", "192.168.1.205")]
    [InlineData("Get-LvsVirtualAddress -Interface lo, e*", "10.0.0.1 192.168.1.205")]
    [InlineData("Get-LvsVirtualAddress -NotServed", "fd00:1::205")]
    [InlineData("Get-LvsService | Get-LvsVirtualAddress", "fd00:1::205")]
    [InlineData("@() | Get-LvsVirtualAddress", "")]
    public void They_are_found_by_address_interface_and_service(string script, string expected)
    {
        Run("New-LvsService -Udp '[fd00:1::205]:53'; Add-LvsVirtualAddress 10.0.0.1 lo; Add-LvsVirtualAddress 192.168.1.205");
        Assert.Equal(expected, string.Join(' ', Run(script).Texts));
    }

    [Fact]
    public void On_a_real_server_without_ip_vs_they_come_without_services()
    {
        Director.HasIpvs = false;
        Run("Add-LvsVirtualAddress 192.168.1.205 lo");
        LvsRow row = Assert.Single(Rows("Get-LvsVirtualAddress"));
        Assert.Equal(("lo", string.Empty, true), (row.Interface, row.Services, row.IsServed));
    }

    [Fact]
    public void An_address_that_another_host_answers_for_is_taken_by_force_only()
    {
        Director.Neighbour("192.168.1.205", "02-00-00-00-00-05");
        ErrorRecord error = RefusedUntouched("Add-LvsVirtualAddress 192.168.1.205", "AddressInUse", ErrorCategory.ResourceExists);
        Assert.Contains("02:00:00:00:00:05", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(IPAddress.Parse("192.168.1.205"), error.TargetObject);
        RefusedUntouched("Add-LvsVirtualAddress 192.168.1.205 -WhatIf", "AddressInUse", ErrorCategory.ResourceExists);
        Assert.Empty(Run("Get-LvsVirtualAddress").Output);
        Run("Add-LvsVirtualAddress 192.168.1.205 lo; Remove-LvsVirtualAddress 192.168.1.205; Add-LvsVirtualAddress 192.168.1.205 -Force");
        Assert.Equal(["eth0"], Run("Get-LvsVirtualAddress").Values("Interface"));
    }

    [Fact]
    public void It_is_announced_five_times_at_once_and_five_times_later()
    {
        Run("Add-LvsVirtualAddress 192.168.1.205, fd00:1::205 -Announce -AnnounceInterval 10ms");
        Assert.Equal(20, Director.Announced.Count);
        Assert.Equal(["eth0 192.168.1.205", "eth0 fd00:1::205"], Director.Announced.Distinct());
        Run("Add-LvsVirtualAddress 192.168.1.205 -Announce -AnnounceCount 3 -AnnounceInterval 0");
        Assert.Equal(23, Director.Announced.Count);
        Run("Add-LvsVirtualAddress 192.168.1.206");
        Assert.Equal(23, Director.Announced.Count);
    }

    [Fact]
    public void WhatIf_names_each_step() => Assert.Equal(
        [
            "What if: Add the address 192.168.1.205/32 to eth0.",
            "What if: Announce 192.168.1.205 on eth0 by gratuitous ARP, 5 at once, and again after 5 s.",
            "What if: Add the address fd00:1::205/128 to eth0.",
            "What if: Announce fd00:1::205 on eth0 by neighbour advertisements, 5 at once, and again after 5 s.",
        ],
        Run("Add-LvsVirtualAddress 192.168.1.205, fd00:1::205 -Announce -WhatIf").Host);

    [Fact]
    public void Where_announcing_fails_nothing_is_left()
    {
        Director.FailAt("announce", "KernelRejected");
        ErrorRecord error = Fails("Add-LvsVirtualAddress 192.168.1.205 -Announce", "KernelRejected", ErrorCategory.InvalidArgument);
        Assert.Contains("was undone", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Run("Get-LvsVirtualAddress").Output);
    }

    [Theory]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 nosuch", "InterfaceNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Remove-LvsVirtualAddress 192.168.1.205 nosuch", "InterfaceNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Add-LvsVirtualAddress 10.9.9.9", "InterfaceRequired", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 127.0.0.9", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 224.0.0.1 eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 255.255.255.255 eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 0.0.0.0 eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress ff02::1 eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress :: eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress ::1 eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress ::ffff:10.0.0.1 eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress www.example.org eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205/x eth0", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205/33 eth0", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -PrefixLength 0", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress fd00:1::5 -PrefixLength 129", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress fd00:1::5 -Label eth0:0", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress fd00:1::5 -Broadcast 10.0.0.1", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -Broadcast fd00::1", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -Label eth1:0", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 -Label eth0:elevenletters", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress 192.168.1.205 lo -Announce", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Add-LvsVirtualAddress", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Remove-LvsVirtualAddress", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    [InlineData("Remove-LvsVirtualAddress 192.168.1.2", "InvalidVirtualAddress", ErrorCategory.InvalidArgument)]
    [InlineData("Get-LvsVirtualAddress 10.0.0.1/8", "InvalidEndpoint", ErrorCategory.InvalidArgument)]
    public void Bad_input_is_one_error_and_changes_nothing(string script, string errorId, ErrorCategory category)
    {
        string before = string.Join(' ', Director.Addresses);
        Fails(script, errorId, category);
        Assert.Equal(before, string.Join(' ', Director.Addresses));
    }

    [Fact]
    public void One_that_fails_does_not_hold_up_the_others()
    {
        Fails("Add-LvsVirtualAddress 224.0.0.1, 192.168.1.205", "InvalidEndpoint", ErrorCategory.InvalidArgument);
        Assert.Equal(["192.168.1.205"], Run("Get-LvsVirtualAddress").Texts);
    }

    [Fact]
    public void The_hosts_own_address_goes_only_where_its_prefix_is_said()
    {
        Run("New-LvsService -Tcp 192.168.1.2:80");
        Fails("Get-LvsVirtualAddress | Remove-LvsVirtualAddress", "InvalidVirtualAddress", ErrorCategory.InvalidArgument);
        Assert.Equal(["What if: Remove the address 192.168.1.2/24 from eth0."], Run("Remove-LvsVirtualAddress 192.168.1.2 -PrefixLength 24 -WhatIf").Host);
        Assert.Equal(["What if: Remove the address 192.168.1.2/24 from eth0."], Run("Remove-LvsVirtualAddress 192.168.1.2/24 -WhatIf").Host);
    }

    [Fact]
    public void On_several_interfaces_the_one_that_is_meant_has_to_be_named()
    {
        Run("Add-LvsVirtualAddress 192.168.1.205 lo; Add-LvsVirtualAddress 192.168.1.205 eth0");
        Assert.Equal(["lo", "eth0"], Run("Get-LvsVirtualAddress").Values("Interface"));
        Fails("Remove-LvsVirtualAddress 192.168.1.205", "InterfaceRequired", ErrorCategory.InvalidArgument);
        Assert.Equal(["lo"], Run("Remove-LvsVirtualAddress 192.168.1.205 lo -PassThru").Values("Interface"));
        Assert.Equal(["eth0"], Run("Get-LvsVirtualAddress").Values("Interface"));
    }

    [Fact]
    public void Without_the_right_they_can_be_read_but_not_changed()
    {
        Given("Add-LvsVirtualAddress 192.168.1.205");
        Director.IsPrivileged = false;
        Fails("Add-LvsVirtualAddress 192.168.1.206 lo", "PermissionDenied", ErrorCategory.PermissionDenied);
        Fails("Remove-LvsVirtualAddress 192.168.1.205", "PermissionDenied", ErrorCategory.PermissionDenied);
        Assert.Contains("192.168.1.205", string.Join(' ', Director.Addresses), StringComparison.Ordinal);
    }

    private List<LvsRow> Rows(string script) => [.. Run(script).Output.Select(o => new LvsRow(
        $"{o.Properties["Address"].Value}", o.Properties["PrefixLength"].Value, $"{o.Properties["Interface"].Value}",
        $"{o.Properties["Broadcast"].Value}", $"{o.Properties["Label"].Value}", (bool)o.Properties["IsServed"].Value,
        string.Join(' ', ((System.Collections.IEnumerable)o.Properties["Services"].Value).Cast<object>())))];

    private sealed record LvsRow(string Address, object? PrefixLength, string Interface, string Broadcast, string Label, bool IsServed, string Services);
}
