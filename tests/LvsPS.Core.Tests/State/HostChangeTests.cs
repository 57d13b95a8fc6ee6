using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>What a document says of the host around the table.</summary>
public sealed class HostChangeTests
{
    private static readonly LvsServiceId s_web = new("tcp://10.0.0.1:80");

    [Theory]
    [InlineData("192.168.1.0/30")]
    [InlineData("192.168.1.2", "192.168.1.3", "192.168.1.0-192.168.1.1")]
    public void Sources_of_full_nat_are_equal_however_they_are_written(params string[] sources)
    {
        using var host = new SimulatedHost();
        _ = host.Sync(With(["192.168.1.0-192.168.1.3"]));
        Assert.Empty(host.Plan(With(sources)).Changes);
        Assert.Equal("Give connections to tcp://10.0.0.1:80 a source of 192.168.1.9", host.Plan(With(["192.168.1.9"])).Changes.Single().Description);
    }

    [Fact]
    public void Names_and_defaults_are_the_hosts()
    {
        using var host = new SimulatedHost();
        var wanted = new LvsDesiredState
        {
            KernelSettings = [new LvsDesiredKernelSetting { Name = "net.ipv4.vs.expire_nodest_conn", Value = "01" }],
            VirtualAddresses = [new LvsDesiredVirtualAddress { Address = IPAddress.Parse("192.168.1.205") }],
        };
        Assert.Equal(
            ["Set net.ipv4.vs.expire_nodest_conn from '0' to '1'", "Add the virtual address 192.168.1.205/32 to eth0"],
            host.Plan(wanted).Changes.Select(c => c.Description));
        Assert.True(host.Sync(wanted).Changed);
        Assert.False(host.Sync(wanted).Changed);
    }

    [Fact]
    public void What_the_host_has_no_answer_for_is_told_before_anything_is_done()
    {
        using var host = new SimulatedHost();
        LvsException error = Assert.Throws<LvsException>(() => host.Sync(With([]) with
        {
            VirtualAddresses = [new LvsDesiredVirtualAddress { Address = IPAddress.Parse("203.0.113.9") }],
        }));
        Assert.Equal(LvsErrorId.InterfaceRequired, error.ErrorId);
        Assert.Empty(host.Read().Table.Services);
    }

    [Fact]
    public void An_address_that_another_host_has_is_not_taken_and_all_is_as_before()
    {
        using var host = new SimulatedHost();
        var address = IPAddress.Parse("192.168.1.205");
        ((SimulatedNetwork)host.Session.Host.Network).Neighbours[address] = new([2, 0, 0, 0, 0, 9]);
        LvsSyncResult result = host.Sync(With([]) with { VirtualAddresses = [new LvsDesiredVirtualAddress { Address = address }] });
        Assert.True(result.RolledBack);
        Assert.Equal(LvsErrorId.AddressInUse, result.Results[0].Error!.ErrorId);
        Assert.Empty(host.Read().Table.Services);
    }

    [Fact]
    public void A_real_server_that_is_to_be_reached_in_another_way_changes_over_and_back()
    {
        using var host = new SimulatedHost();
        LvsDesiredRealServerHost direct = new() { VirtualAddress = IPAddress.Parse("10.9.0.1"), Mode = LvsRealServerMode.DirectRouting };
        _ = host.Sync(new LvsDesiredState { RealServerHosts = [direct] });
        string before = StateGen.Describe(host.Read());
        LvsSyncResult result = host.Sync(new LvsDesiredState
        {
            RealServerHosts = [direct with { Mode = LvsRealServerMode.Tunnel, LocalAddress = IPAddress.Parse("192.168.1.2") }],
        });
        Assert.Equal("Serve 10.9.0.1 as a real server by a tunnel (Ipip) instead of direct routing", result.Plan.Changes.Single().Description);
        Assert.Equal(LvsRealServerMode.Tunnel, host.Read().RealServerHosts.Single().Mode);
        _ = host.Execute(result.Undo);
        Assert.Equal(before, StateGen.Describe(host.Read()));
    }

    private static LvsDesiredState With(string[] sources) => new()
    {
        Services = [new LvsDesiredService { Service = LvsService.Default(s_web), FullNat = new LvsDesiredFullNat { Enabled = true, SourceAddress = sources } }],
    };
}
