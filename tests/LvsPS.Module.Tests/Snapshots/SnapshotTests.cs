using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Snapshots;

public sealed class SnapshotTests : EngineTest
{
    public SnapshotTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler wrr -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Weight 5 -UpperThreshold 9
        New-LvsService -FwMark 7 -PassThru | Add-LvsRealServer -Address 10.9.0.3
        Set-LvsTimeout -Tcp 60
        Start-LvsSyncDaemon Master eth0 -SyncId 5
        $snapshot = Checkpoint-LvsTable
        """);

    [Fact]
    public void A_snapshot_has_what_was_there()
    {
        EngineResult result = Run("$snapshot");
        Assert.Equal([2], result.Values("ServiceCount"));
        Assert.Equal([3], result.Values("RealServerCount"));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void What_is_so_already_is_not_touched()
    {
        Assert.Equal([3 + 2], Run("Restore-LvsTable $snapshot -PassThru").Values("Unchanged"));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void It_comes_back_by_difference()
    {
        IReadOnlyList<string> before = Rules();
        Given("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 0; Remove-LvsService fwmark://7; New-LvsService -Udp 10.0.0.1:53");
        Run("Restore-LvsTable $snapshot");
        Assert.Equal(before, Rules());
        Assert.Equal(["NewService", "NewDestination", "SetDestination", "DeleteService"], Director.Writes);
    }

    [Fact]
    public void Time_outs_and_daemons_come_back_too_and_a_changed_daemon_is_stopped_and_started()
    {
        Given("Set-LvsTimeout -Tcp 90 -Udp 7; Stop-LvsSyncDaemon Master; Start-LvsSyncDaemon Master eth0 -SyncId 6; Start-LvsSyncDaemon Backup eth0");
        Assert.Equal(
            [
                "What if: Set timeouts (tcp 90 s -> 60 s, udp 7 s -> 300 s).",
                "What if: Stop the master sync daemon, to start it anew (sync id 6 -> 5).",
                "What if: Stop the backup sync daemon.",
                "What if: Start the master sync daemon on eth0 (sync id 5, maxlen 1472, group 224.0.0.81, port 8848, ttl 1).",
            ],
            Run("Restore-LvsTable $snapshot -WhatIf").Host);
        Assert.Empty(Director.Writes);
        Run("Restore-LvsTable $snapshot");
        Assert.Equal(["SetConfig", "DeleteDaemon", "DeleteDaemon", "NewDaemon"], Director.Writes);
        Assert.Equal([5], Run("Get-LvsSyncDaemon").Values("SyncId"));
        Assert.Equal(["60 300"], Run("Get-LvsTimeout | ForEach-Object { \"$($_.Tcp.TotalSeconds) $($_.Udp.TotalSeconds)\" }").Texts);
    }

    [Fact]
    public void It_goes_back_to_where_it_was_taken_or_to_another_director()
    {
        IReadOnlyList<string> before = Rules();
        Run("$other = New-LvsSession -Simulated; $snapshot | Restore-LvsTable -Session $other");
        Assert.Equal(before, Rules("-Session $other"));
        Run("$there = Checkpoint-LvsTable -Session $other; Clear-LvsTable -Session $other; Restore-LvsTable $there");
        Assert.Equal(before, Rules("-Session $other"));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void A_plan_that_ends_with_a_daemon_and_a_server_of_another_family_is_one_finding()
    {
        Given("""
            Stop-LvsSyncDaemon Master
            Add-LvsRealServer tcp://10.0.0.1:80 2001:db8::1 -Forwarding Tunnel
            $mixed = ConvertTo-LvsRule
            Remove-LvsRealServer tcp://10.0.0.1:80 2001:db8::1
            Start-LvsSyncDaemon Backup eth0
            """);
        using var folder = new TemporaryFolder();
        string file = folder.Write("mixed.rules", string.Join('\n', Run("$mixed").Texts) + "\n");
        ErrorRecord error = RefusedUntouched($"Import-LvsTable '{file}' -Mode Replace", "MixedFamiliesWithSync", ErrorCategory.InvalidOperation);
        Assert.Contains("backup sync daemon", error.Exception.Message, StringComparison.Ordinal);
        RefusedUntouched($"Import-LvsTable '{file}' -WhatIf", "MixedFamiliesWithSync", ErrorCategory.InvalidOperation);
    }

    [Fact]
    public void Daemons_stop_before_and_start_after_what_they_exclude()
    {
        Given("""
            Stop-LvsSyncDaemon Master
            Add-LvsRealServer tcp://10.0.0.1:80 2001:db8::1 -Forwarding Tunnel
            $mixed = Checkpoint-LvsTable
            """);
        Run("Restore-LvsTable $snapshot");
        Assert.Equal(["DeleteDestination", "NewDaemon"], Director.Writes);
        Director.ClearLog();
        Run("Restore-LvsTable $mixed");
        Assert.Equal(["DeleteDaemon", "NewDestination"], Director.Writes);
    }

    [Fact]
    public void Without_the_right_there_is_neither()
    {
        Director.IsPrivileged = false;
        Fails("Checkpoint-LvsTable", "PermissionDenied", ErrorCategory.PermissionDenied);
        Fails("Restore-LvsTable $snapshot", "PermissionDenied", ErrorCategory.PermissionDenied);
    }
}
