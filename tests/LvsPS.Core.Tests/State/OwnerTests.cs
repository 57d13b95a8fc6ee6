using System.Net;
using Xunit;

namespace LvsPS.Core.Tests.State;

/// <summary>Whose something is, and what of it may go.</summary>
public sealed class OwnerTests
{
    private static readonly LvsServiceId s_web = new("tcp://10.0.0.1:80");
    private static readonly LvsServiceId s_mail = new("tcp://10.0.0.2:25");
    private static readonly LvsServiceId s_hand = new("tcp://10.0.0.3:53");

    [Fact]
    public void Prune_with_an_owner_removes_what_its_document_named_before_and_nothing_else()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(new LvsDesiredState { Services = [Service(s_hand)] });
        _ = host.Sync(new LvsDesiredState { Owner = "web", Prune = true, Services = [Service(s_web)] });
        _ = host.Sync(new LvsDesiredState { Owner = "mail", Prune = true, Services = [Service(s_mail)] });
        Assert.Equal(3, host.Read().Table.Services.Count);
        LvsSyncResult result = host.Sync(new LvsDesiredState { Owner = "web", Prune = true });
        Assert.Equal("Remove service tcp://10.0.0.1:80", result.Plan.Changes.Single().Description);
        Assert.Contains("The document of web named it before", result.Plan.Changes[0].Reason, StringComparison.Ordinal);
        Assert.Equal([s_mail, s_hand], host.Read().Table.Services.Select(s => s.Service));
    }

    [Fact]
    public void What_two_owners_name_stays_until_the_last_no_longer_does()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(new LvsDesiredState { Owner = "a", Prune = true, Services = [Service(s_web)] });
        _ = host.Sync(new LvsDesiredState { Owner = "b", Prune = true, Services = [Service(s_web)] });
        Assert.False(host.Sync(new LvsDesiredState { Owner = "a", Prune = true }).Changed);
        Assert.True(host.Sync(new LvsDesiredState { Owner = "b", Prune = true }).Changed);
        Assert.Empty(host.Read().Table.Services);
        Assert.Null(host.Session.Host.Owners.Read());
    }

    [Fact]
    public void An_undone_run_is_forgotten_as_well()
    {
        using var host = new SimulatedHost();
        LvsSyncResult result = host.Sync(new LvsDesiredState { Owner = "web", Prune = true, Services = [Service(s_web)] });
        _ = host.Execute(result.Undo);
        Assert.Null(host.Session.Host.Owners.Read());
    }

    [Fact]
    public void A_run_that_is_taken_back_leaves_what_a_newer_one_of_the_owner_manages()
    {
        using var host = new SimulatedHost();
        var run = new StateExecutor(host.Session, host.Session.Client);
        _ = run.Execute(DrainPlan.Before(host.Plan(new LvsDesiredState { Owner = "web", Services = [Service(s_web)] })), LvsOnError.Rollback);
        _ = host.Sync(new LvsDesiredState { Owner = "web", Services = [Service(s_mail)] });
        Assert.False(run.Abandon(LvsOnError.Rollback).Changed);
        Assert.Equal("Remove service tcp://10.0.0.2:25", host.Sync(new LvsDesiredState { Owner = "web", Prune = true }).Plan.Changes.Single().Description);
    }

    [Fact]
    public void Without_prune_what_is_no_longer_named_stays()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(new LvsDesiredState { Owner = "web", Services = [Service(s_web)], VirtualAddresses = [Address()] });
        Assert.False(host.Sync(new LvsDesiredState { Owner = "web", Services = [] }).Changed);
        Assert.Equal(2, host.Sync(new LvsDesiredState { Owner = "web", Prune = true }).Plan.Changes.Count);
    }

    [Fact]
    public void Prune_without_an_owner_takes_no_address_from_the_host()
    {
        using var host = new SimulatedHost();
        _ = host.Sync(new LvsDesiredState { VirtualAddresses = [Address()] });
        Assert.False(host.Sync(new LvsDesiredState { Prune = true, VirtualAddresses = [] }).Changed);
    }

    [Fact]
    public void Weights_that_are_kept_are_not_touched_and_those_of_new_servers_are_set()
    {
        using var host = new SimulatedHost();
        LvsDesiredService web = Service(s_web);
        LvsRealServer server = new() { Service = s_web, Address = IPAddress.Parse("10.1.0.1"), Port = 80, Weight = 4 };
        LvsDesiredState wanted = new() { Services = [web with { RealServers = [new LvsDesiredRealServer { Server = server, KeepWeight = true }] }] };
        _ = host.Sync(wanted);
        Assert.Equal(4, Weight());
        _ = host.Execute(LvsPlan.Of(new LvsRealServerChange(server, server with { Weight = 0 })));
        Assert.False(host.Sync(wanted).Changed);
        Assert.Equal(0, Weight());
        int Weight() => host.Read().Table.Services.Single().RealServers!.Single().Weight;
    }

    private static LvsDesiredService Service(LvsServiceId id) => new() { Service = LvsService.Default(id) };

    private static LvsDesiredVirtualAddress Address() => new() { Address = IPAddress.Parse("192.168.1.205") };
}
