using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Kernel;

public sealed class SyncDaemonTests : EngineTest
{
    private const string Lines = "| ForEach-Object { \"$($_.Role) $($_.Interface) $($_.SyncId) $($_.MaxLength) $($_.Group) $($_.Port) $($_.Ttl)\" }";

    [Fact]
    public void None_runs_at_first() => Assert.Empty(Run("Get-LvsSyncDaemon").Output);

    [Theory]
    [InlineData("Start-LvsSyncDaemon Master eth0", "Master eth0 0 1472 224.0.0.81 8848 1")]
    [InlineData("Start-LvsSyncDaemon -Role Backup -Interface lo -SyncId 255", "Backup lo 255 65507 224.0.0.81 8848 1")]
    [InlineData("Start-LvsSyncDaemon Master eth0 -SyncId 5 -MaxLength 1400 -Group 239.1.2.3 -Port 9000 -Ttl 255", "Master eth0 5 1400 239.1.2.3 9000 255")]
    [InlineData("Start-LvsSyncDaemon Master eth0 -Group ff02::81", "Master eth0 0 1452 ff02::81 8848 1")]
    [InlineData("Start-LvsSyncDaemon master -McastInterface eth0 -SyncMaxLen 1 -McastGroup 224.0.0.82 -McastPort 1 -McastTtl 2", "Master eth0 0 1 224.0.0.82 1 2")]
    public void It_starts_as_it_is_told_and_shows_what_the_kernel_chose(string script, string daemon)
    {
        Assert.Empty(Run(script).Output);
        Assert.Equal([daemon], Run($"Get-LvsSyncDaemon {Lines}").Texts);
        Assert.Equal(["NewDaemon"], Director.Writes);
    }

    [Fact]
    public void With_PassThru_it_comes_as_it_runs() =>
        Assert.Equal(["Master eth0 0 1472 224.0.0.81 8848 1"], Run($"Start-LvsSyncDaemon Master eth0 -PassThru {Lines}").Texts);

    [Fact]
    public void Both_roles_may_run_and_one_can_be_asked_for()
    {
        Given("Start-LvsSyncDaemon Master eth0; Start-LvsSyncDaemon Backup eth0 -SyncId 3");
        Assert.Equal(2, Run("Get-LvsSyncDaemon").Output.Count);
        Assert.Equal([3], Run("Get-LvsSyncDaemon Backup").Values("SyncId"));
    }

    [Theory]
    [InlineData("Stop-LvsSyncDaemon Master", 1)]
    [InlineData("Stop-LvsSyncDaemon Master, Backup", 2)]
    [InlineData("Get-LvsSyncDaemon | Stop-LvsSyncDaemon", 2)]
    [InlineData("[pscustomobject]@{ Role = 'backup'; Interface = 'elsewhere' } | Stop-LvsSyncDaemon", 1)]
    public void It_stops_what_is_named_or_piped_in(string script, int stopped)
    {
        Given("Start-LvsSyncDaemon Master eth0; Start-LvsSyncDaemon Backup eth0");
        Assert.Empty(Run(script).Output);
        Assert.Equal(Enumerable.Repeat("DeleteDaemon", stopped), Director.Writes);
        Assert.Equal(2 - stopped, Run("Get-LvsSyncDaemon").Output.Count);
    }

    [Fact]
    public void What_was_stopped_can_be_started_again_with_another_setting()
    {
        Given("Start-LvsSyncDaemon Master eth0 -SyncId 5 -MaxLength 1000 -Group 224.0.0.82 -Port 9000 -Ttl 2");
        Run("Get-LvsSyncDaemon | Stop-LvsSyncDaemon -PassThru | Start-LvsSyncDaemon -SyncId 6");
        Assert.Equal(["Master eth0 6 1000 224.0.0.82 9000 2"], Run($"Get-LvsSyncDaemon {Lines}").Texts);
    }

    [Fact]
    public void They_are_copied_from_one_director_to_another_as_objects_or_as_text()
    {
        Given("Start-LvsSyncDaemon Master eth0 -SyncId 5 -Group ff02::82; Start-LvsSyncDaemon Backup lo -Port 9000; $other = New-LvsSession -Simulated; $third = New-LvsSession -Simulated");
        Run("""
            Get-LvsSyncDaemon | Start-LvsSyncDaemon -Session $other
            filter AsText { $row = [ordered]@{}; foreach ($property in $_.PSObject.Properties) { $row[$property.Name] = "$($property.Value)" }; [pscustomobject]$row }
            Get-LvsSyncDaemon | AsText | Start-LvsSyncDaemon -Session $third
            """);
        IEnumerable<string> own = Run($"Get-LvsSyncDaemon {Lines}").Texts;
        Assert.Equal(own, Run($"Get-LvsSyncDaemon -Session $other {Lines}").Texts);
        Assert.Equal(own, Run($"Get-LvsSyncDaemon -Session $third {Lines}").Texts);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void One_that_was_read_elsewhere_is_stopped_and_started_there()
    {
        Given("$other = New-LvsSession -Simulated; Start-LvsSyncDaemon Master eth0 -Session $other; Start-LvsSyncDaemon Master eth0");
        Run("Get-LvsSyncDaemon -Session $other | Stop-LvsSyncDaemon");
        Assert.Empty(Director.Writes);
        Assert.Empty(Run("Get-LvsSyncDaemon -Session $other").Output);
    }

    [Fact]
    public void WhatIf_starts_and_stops_nothing()
    {
        Given("Start-LvsSyncDaemon Backup eth0");
        Assert.Equal(
            ["What if: Start the master sync daemon on eth0 (sync id 5, port 9000).", "What if: Stop the backup sync daemon."],
            Run("Start-LvsSyncDaemon Master eth0 -SyncId 5 -Port 9000 -WhatIf; Stop-LvsSyncDaemon Backup -WhatIf").Host);
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData("-SyncId 256")]
    [InlineData("-SyncId -1")]
    [InlineData("-MaxLength 65508")]
    [InlineData("-MaxLength 65488 -Group ff02::81")]
    [InlineData("-Group 10.0.0.1")]
    [InlineData("-Group fe80::1")]
    [InlineData("-Port 65536")]
    [InlineData("-Ttl 256")]
    public void What_ipvsadm_or_the_kernel_would_rewrite_in_silence_is_refused(string parameters) =>
        RefusedUntouched($"Start-LvsSyncDaemon Master eth0 {parameters}", "InvalidSyncDaemon", ErrorCategory.InvalidArgument);

    [Fact]
    public void A_backup_has_room_for_any_masters_messages() =>
        RefusedUntouched("Start-LvsSyncDaemon Backup eth0 -MaxLength 1023", "InvalidSyncDaemon", ErrorCategory.InvalidArgument);

    [Fact]
    public void An_interface_that_is_not_there_is_an_error() =>
        Fails("Start-LvsSyncDaemon Master nosuch", "InterfaceNotFound", ErrorCategory.ObjectNotFound);

    [Fact]
    public void One_that_runs_cannot_be_started_and_one_that_does_not_cannot_be_stopped()
    {
        Given("Start-LvsSyncDaemon Master eth0");
        Fails("Start-LvsSyncDaemon Master lo -SyncId 9", "SyncDaemonRunning", ErrorCategory.ResourceExists);
        RefusedUntouched("Start-LvsSyncDaemon Master lo -WhatIf", "SyncDaemonRunning", ErrorCategory.ResourceExists);
        ErrorRecord error = RefusedUntouched("Stop-LvsSyncDaemon Backup", "SyncDaemonNotRunning", ErrorCategory.ObjectNotFound);
        Assert.Equal("Backup", error.TargetObject.ToString());
        Fails("Stop-LvsSyncDaemon Backup, Master", "SyncDaemonNotRunning", ErrorCategory.ObjectNotFound);
        Assert.Empty(Run("Get-LvsSyncDaemon").Output);
    }

    [Fact]
    public void It_and_a_real_server_of_another_family_exclude_each_other()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80; Start-LvsSyncDaemon Backup eth0");
        ErrorRecord error = RefusedUntouched(
            "Add-LvsRealServer tcp://10.0.0.1:80 2001:db8::1 -Forwarding Tunnel", "MixedFamiliesWithSync", ErrorCategory.InvalidOperation);
        Assert.Equal("[2001:db8::1]:80", error.TargetObject.ToString());
        Run("Stop-LvsSyncDaemon Backup; Add-LvsRealServer tcp://10.0.0.1:80 2001:db8::1 -Forwarding Tunnel");
        RefusedUntouched("Start-LvsSyncDaemon Master eth0", "MixedFamiliesWithSync", ErrorCategory.InvalidOperation);
        RefusedUntouched("Start-LvsSyncDaemon Master eth0 -WhatIf", "MixedFamiliesWithSync", ErrorCategory.InvalidOperation);
    }
}
