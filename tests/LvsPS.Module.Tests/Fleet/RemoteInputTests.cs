using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>What came from another process binds again: identities by their names, and whole objects where a cmdlet takes them.</summary>
public sealed class RemoteInputTests : EngineTest
{
    private const string Table = """
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -SchedulerFlag sh-port, sh-fallback -PersistenceTimeout 5m -PersistenceNetmask 24 -PassThru |
            Add-LvsRealServer -Address 10.9.0.1 -Forwarding Tunnel -TunnelType Gue -TunnelPort 6080 -TunnelChecksum RemoteChecksum -Weight 3 -UpperThreshold 9 -LowerThreshold 4
        New-LvsService -Udp [2001:db8::1]:53 -OnePacket -PassThru | Add-LvsRealServer -Address 2001:db8::11 -Forwarding Masquerade
        New-LvsService -FwMark 4294967295 -IPv6 -PersistenceTimeout 60 -PersistenceNetmask 64 -Scheduler rr
        Set-LvsTimeout -Tcp 100 -TcpFin 20 -Udp 30
        Start-LvsSyncDaemon Backup eth0 -SyncId 7
        """;

    /// <summary>As remoting and jobs send objects.</summary>
    private const string Sent = """
        filter Sent { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }

        """;

    public RemoteInputTests() => Given(Table + "\n" + Sent + "$other = New-LvsSession -Simulated -Name other");

    [Fact]
    public void Services_with_their_servers_are_written_as_rules() => Assert.Equal(
        Rules(), Run("Get-LvsService -IncludeRealServer | Sent | ConvertTo-LvsRule").Texts);

    [Fact]
    public void Services_without_their_servers_are_not_asked_for_here()
    {
        ErrorRecord error = Fails("Get-LvsService -Tcp 10.0.0.1:80 | Sent | ConvertTo-LvsRule", "InvalidServiceId", ErrorCategory.InvalidArgument);
        Assert.Contains("-IncludeRealServer", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Fails("Get-LvsRealServer -Tcp 10.0.0.1:80 | Sent | ConvertTo-LvsRule", "InvalidServiceId", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void A_snapshot_is_restored_on_another_director()
    {
        Run("Checkpoint-LvsTable | Sent | Restore-LvsTable -Session $other");
        Assert.Equal(Rules(), Rules("-Session $other"));
        Assert.Equal(["00:01:40"], Run("Get-LvsTimeout -Session $other | ForEach-Object { $_.Tcp }").Texts);
        Assert.Equal(["7"], Run("Get-LvsSyncDaemon -Session $other | ForEach-Object { $_.SyncId }").Texts);
    }

    [Fact]
    public void A_table_goes_to_another_director_cmdlet_by_cmdlet()
    {
        Run("""
            Get-LvsService | Sent | New-LvsService -Session $other
            Get-LvsRealServer | Sent | Add-LvsRealServer -Session $other
            Get-LvsTimeout | Sent | Set-LvsTimeout -Session $other
            Get-LvsSyncDaemon | Sent | Start-LvsSyncDaemon -Session $other
            """);
        Assert.Equal(Run("ConvertTo-LvsRule").Texts, Run("ConvertTo-LvsRule -Session $other").Texts);
    }

    [Theory]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80 | Sent | Set-LvsService -Scheduler rr", "SetService")]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80 | Sent | Remove-LvsService", "DeleteService")]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80 | Sent | Add-LvsRealServer -Address 10.9.0.2 -Forwarding Masquerade", "NewDestination")]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80 | Sent | Get-LvsRealServer | Remove-LvsRealServer", "DeleteDestination")]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80 | Sent | Reset-LvsStats", "Zero")]
    [InlineData("Get-LvsRealServer -Tcp 10.0.0.1:80 | Sent | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("Get-LvsRealServer -Tcp 10.0.0.1:80 | Sent | Remove-LvsRealServer", "DeleteDestination")]
    [InlineData("Get-LvsRealServer -Tcp 10.0.0.1:80 | Sent | Suspend-LvsRealServer -WarningAction Ignore", "SetDestination")]
    [InlineData("Get-LvsStats -Tcp 10.0.0.1:80 | Sent | Where-Object Address | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("(Get-LvsService -Tcp 10.0.0.1:80 -IncludeRealServer | Sent).RealServers | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("$service = (Get-LvsService -Tcp 10.0.0.1:80 | Sent).Service; Set-LvsService $service -Scheduler rr", "SetService")]
    [InlineData("Get-LvsSyncDaemon | Sent | Stop-LvsSyncDaemon", "DeleteDaemon")]
    public void Identities_bind_by_name(string script, string write)
    {
        Run(script);
        Assert.Equal([write], Director.Writes);
    }

    [Fact]
    public void What_is_suspended_there_can_be_resumed_by_its_name()
    {
        Given("Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -WarningAction Ignore");
        Run("Get-LvsRealServer | Where-Object Suspension | Sent | Resume-LvsRealServer");
        Assert.Equal(["SetDestination"], Director.Writes);
    }

    [Theory]
    [InlineData("Add-LvsVirtualAddress 10.0.0.1 eth0; Get-LvsVirtualAddress -Interface eth0 | Sent | Remove-LvsVirtualAddress; Get-LvsVirtualAddress -Interface eth0")]
    [InlineData("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80; Get-LvsFwMark | Sent | Remove-LvsFwMark; Get-LvsFwMark")]
    [InlineData("Enable-LvsFullNat -Tcp 10.0.0.1:80 -WarningAction Ignore; Get-LvsFullNat | Sent | Disable-LvsFullNat; Get-LvsFullNat")]
    [InlineData("Enable-LvsRealServerHost 10.0.0.7 DirectRouting; Get-LvsRealServerHost | Sent | Disable-LvsRealServerHost; Get-LvsRealServerHost")]
    public void What_surrounds_the_table_binds_as_well(string script) => Assert.Empty(Run(script).Output);

    [Fact]
    public void A_view_shows_them_as_it_shows_the_objects_themselves() => Assert.Equal(
        Engine.Display("Get-LvsService -IncludeRealServer; Get-LvsRealServer"),
        Engine.Display("Get-LvsService -IncludeRealServer | Sent; Get-LvsRealServer | Sent"));

    [Fact]
    public void Services_with_their_servers_become_a_document_and_are_compared_with() => Assert.Equal(
        ["True", "True"],
        Run("""
            $there = Get-LvsService -IncludeRealServer | Sent
            (Compare-LvsState -ReferenceService $there).IsEmpty
            (ConvertFrom-LvsYaml (@($there | ConvertTo-LvsYaml) -join "`n") | Compare-LvsState).IsEmpty
            """).Texts);

    [Fact]
    public void Clixml_carries_a_table() => Assert.Equal(
        Rules(),
        Run("$text = [System.Management.Automation.PSSerializer]::Serialize(@(Get-LvsService -IncludeRealServer)); [System.Management.Automation.PSSerializer]::Deserialize($text) | ConvertTo-LvsRule").Texts);
}
