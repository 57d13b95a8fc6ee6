using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Hosts;

public sealed class RestoreLvsHostTests : EngineTest
{
    private const string All = """
        Add-LvsVirtualAddress 192.168.1.200 eth0 -Persist
        Enable-LvsRealServerHost 192.168.1.205 DR -Persist
        Enable-LvsRealServerHost fd00:1::206 Tunnel -TunnelType Gue -Port 6080 -Persist
        Set-LvsFwMark 3 -Address 192.168.1.200, fd00:1::/120 -Tcp 80, 8000-8100 -Udp 53 -IncludeLocal -Persist
        New-LvsService -FwMark 3
        Enable-LvsFullNat -FwMark 3 -SourceAddress 192.168.1.2 -Persist
        """;

    [Fact]
    public void Everything_that_was_kept_comes_back_and_then_there_is_nothing_to_do()
    {
        Run(All);
        string[] before = State();
        Assert.Equal(
            ["192.168.1.205 DirectRouting", "fd00:1::206 Tunnel Gue 6080", "fwmark://3", "fwmark6://3", "fwmark://3", "192.168.1.200"],
            Run("Restore-LvsHost -PassThru").Texts);
        Assert.Empty(Run("Restore-LvsHost -WhatIf").Host);

        // What a flush and somebody's hands take away.
        string document = Kept()!;
        Run("Remove-LvsFwMark 3; Get-LvsFullNat | Disable-LvsFullNat; Get-LvsRealServerHost | Disable-LvsRealServerHost; Remove-LvsVirtualAddress 192.168.1.200");
        Assert.Null(Kept());
        Keep(document);
        Assert.NotEmpty(Run("Restore-LvsHost -WhatIf").Host);
        Assert.Empty(Run("Restore-LvsHost").Output);
        Assert.Equal(before, State());
        Assert.Equal(document, Kept());
    }

    [Fact]
    public void An_address_whose_keeping_is_refused_is_added_alone()
    {
        Engine.WillAnswer(0);
        Engine.WillAnswer(2);
        Assert.Equal(2, Run("Add-LvsVirtualAddress 192.168.1.205 eth0 -Persist -Confirm").Host.Count);
        Assert.Equal(["192.168.1.205"], Run("Get-LvsVirtualAddress").Texts);
        Assert.Null(Kept());
    }

    [Fact]
    public void What_is_not_kept_is_left_alone()
    {
        Run("Enable-LvsRealServerHost 192.168.1.205 DR; Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80");
        Assert.Null(Kept());
        Assert.Empty(Run("Restore-LvsHost -PassThru").Output);
    }

    [Fact]
    public void The_file_is_made_to_be_read()
    {
        Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80, 443 -Persist; Enable-LvsRealServerHost 192.168.1.205 Tunnel -Persist");
        string kept = Kept()!;
        Assert.Contains("\"marks\": [\n    {\n      \"mark\": 3,\n      \"addresses\": [\n        \"192.168.1.200\"\n      ],\n      \"ports\": [\n        \"tcp/80\",\n        \"tcp/443\"", kept, StringComparison.Ordinal);
        Assert.Contains("\"virtualAddress\": \"192.168.1.205\",\n      \"mode\": \"tunnel\",\n      \"tunnelType\": \"ipip\"", kept, StringComparison.Ordinal);
        Assert.Contains("\"previous\": \"0\"", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_otherwise_than_it_is_now_is_told_of()
    {
        Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80 -Persist; Enable-LvsRealServerHost 192.168.1.205 Tunnel -Persist");
        Assert.Empty(Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80; Set-LvsFwMark 4 -Address 192.168.1.200 -Tcp 81; Enable-LvsRealServerHost 192.168.1.205 Tunnel").Warnings);
        Assert.Contains("has the mark 3 as it was kept before", Assert.Single(Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 443").Warnings), StringComparison.Ordinal);
        Assert.Empty(Run("Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 443 -Persist").Warnings);
    }

    [Fact]
    public void Of_a_mark_of_both_families_one_may_be_taken_out()
    {
        Run("Set-LvsFwMark 3 -Address 192.168.1.200, fd00::1 -Tcp 80 -Persist; Remove-LvsFwMark 3 -AddressFamily IPv6");
        Assert.DoesNotContain("fd00::1", Kept(), StringComparison.Ordinal);
        Assert.Contains("192.168.1.200", Kept(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_fails_keeps_none_of_the_others_away()
    {
        Run("Enable-LvsRealServerHost 192.168.1.205 DR -Persist; Enable-LvsRealServerHost 192.168.1.206 Tunnel -LocalAddress 192.168.1.2 -Persist; Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80 -Persist");
        string document = Kept()!;
        Run("Remove-LvsFwMark 3; Get-LvsRealServerHost | Disable-LvsRealServerHost");
        Keep(OfAnotherBoot(document).Replace("\"localAddress\": \"192.168.1.2\"", "\"localAddress\": \"192.168.1.99\"", StringComparison.Ordinal));
        Fails("Restore-LvsHost", "LocalAddressNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal(["192.168.1.205 DirectRouting"], Run("Get-LvsRealServerHost").Texts);
        Assert.Equal(["fwmark://3"], Run("Get-LvsFwMark").Texts);
    }

    [Fact]
    public void Without_nftables_addresses_and_real_servers_come_back_all_the_same()
    {
        Run("Add-LvsVirtualAddress 192.168.1.200 eth0 -Persist; Set-LvsFwMark 3 -Address 192.168.1.200 -Tcp 80 -Persist");
        string document = Kept()!;
        Run("Remove-LvsFwMark 3; Remove-LvsVirtualAddress 192.168.1.200");
        Keep(document);
        Director.FirewallFails("NoLibrary");
        Fails("Restore-LvsHost", "NftablesNotAvailable", ErrorCategory.NotInstalled);
        Assert.Equal(["192.168.1.200"], Run("Get-LvsVirtualAddress").Texts);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "version": 2 }""")]
    [InlineData("""{ "version": 1, "planets": [] }""")]
    [InlineData("""{ "version": 1, "marks": [ { "mark": 3, "addresses": [ "x" ], "ports": [ "tcp/80" ] } ] }""")]
    [InlineData("""{ "version": 1, "marks": [ { "mark": 3, "addresses": [ "10.0.0.1" ], "ports": [ "tcp/99999" ] } ] }""")]
    [InlineData("""{ "version": 1, "fullNats": [ { "service": "x" } ] }""")]
    [InlineData("""{ "version": 1, "realServers": [ { "virtualAddress": "x", "mode": "tunnel" } ] }""")]
    [InlineData("""{ "version": 1, "virtualAddresses": [ { "address": "x", "interface": "eth0", "prefixLength": 32 } ] }""")]
    [InlineData("""{ "version": 1, "marks": [ { "mark": 0, "addresses": [ "10.0.0.1" ], "ports": [ "tcp/80" ] } ] }""")]
    [InlineData("""{ "version": 1, "realServers": [ null ] }""")]
    public void A_file_that_cannot_be_understood_is_an_error(string document)
    {
        Keep(document);
        Fails("Restore-LvsHost", "HostFileInvalid", ErrorCategory.InvalidData);
    }

    [Theory]
    [InlineData("""{ "version": 1, "fullNats": [ { "service": "x" } ] }""", "Test-LvsHost")]
    [InlineData("""{ "version": 1, "realServers": [ { "virtualAddress": "x", "mode": "directRouting" } ] }""", "Test-LvsHost")]
    [InlineData("""{ "version": 1, "marks": [ { "mark": 3, "addresses": [ "x" ], "ports": [ "tcp/80" ] } ] }""", "Remove-LvsFwMark 3 -AddressFamily IPv4")]
    public void So_it_is_for_those_that_only_look_into_it(string document, string line)
    {
        Keep(document);
        Fails(line, "HostFileInvalid", ErrorCategory.InvalidData);
    }

    [Fact]
    public void An_address_that_another_host_has_taken_over_is_left_to_it()
    {
        Run("Add-LvsVirtualAddress 192.168.1.205, 192.168.1.206 eth0 -Persist");
        string document = Kept()!;
        Run("Remove-LvsVirtualAddress 192.168.1.205, 192.168.1.206");
        Keep(document);
        Director.Neighbour("192.168.1.205", "02-00-00-00-00-09");
        Fails("Restore-LvsHost", "AddressInUse", ErrorCategory.ResourceExists);
        Assert.Equal(["192.168.1.206"], Run("Get-LvsVirtualAddress").Texts);
        Assert.Equal(document, Kept());
    }

    [Fact]
    public void The_record_of_how_it_was_survives_the_loss_of_the_boots_own()
    {
        Run("Enable-LvsRealServerHost 192.168.1.205 DR -Persist");
        Set("Record", null);
        Assert.Equal(["True"], Run("(Get-LvsRealServerHost 192.168.1.205).IsRecorded").Texts);
        Run("Disable-LvsRealServerHost 192.168.1.205");
        Assert.Equal(["0"], Run("(Get-LvsKernelSetting net.ipv4.conf.all.arp_ignore).Value").Texts);
        Assert.Null(Kept());
    }

    [Fact]
    public void The_record_of_another_boot_is_none()
    {
        Run("Enable-LvsRealServerHost 192.168.1.205 DR -Persist");
        Set("Record", null);
        Keep(OfAnotherBoot(Kept()!));
        Assert.Equal(["False"], Run("(Get-LvsRealServerHost 192.168.1.205).IsRecorded").Texts);
    }

    private static string OfAnotherBoot(string document) => document.Replace("\"key\": \"", "\"key\": \"other", StringComparison.Ordinal);

    private string[] State() =>
        [.. Run("Get-LvsVirtualAddress | ForEach-Object { \"$_ $($_.Interface)\" }; Get-LvsRealServerHost | ForEach-Object { \"$_ $($_.IsComplete)\" }; Get-LvsFwMark | ForEach-Object { \"$_ $($_.Addresses) $($_.Ports) $($_.IncludeLocal)\" }; Get-LvsFullNat | ForEach-Object { \"$_ $($_.SourceAddress)\" }").Texts];

    private string? Kept() => (string?)StateFile("Document").GetType().GetMethod("Read")!.Invoke(StateFile("Document"), null);

    private void Keep(string text) => Set("Document", text);

    private void Set(string file, string? text) => StateFile(file).GetType().GetMethod("Write")!.Invoke(StateFile(file), [text]);

    private object StateFile(string name)
    {
        const System.Reflection.BindingFlags Any = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public;
        object session = Run("Get-LvsSession -Default").Output.Single().BaseObject;
        object host = session.GetType().GetProperty("Host", Any)!.GetValue(session)!;
        return host.GetType().GetProperty(name, Any)!.GetValue(host)!;
    }
}
