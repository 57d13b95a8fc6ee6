using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>PowerShell's own cmdlets find, receive and remove the jobs of the module in every way that they have.</summary>
public sealed class JobCmdletTests : MonitorTest
{
    private static readonly string[] s_selections =
        ["-Name web", "-Name w*", "-Id $job.Id", "-InstanceId $job.InstanceId", "-State Running", "-Command Start-LvsHealthMonitor", "-Filter @{ Name = 'web'; State = 'Running' }"];

    [Fact]
    public void It_is_received_to_its_end_and_removed()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        EngineResult received = Run("$job.StopJobAsync(); Receive-Job $job -Wait -AutoRemoveJob");
        Assert.Equal("Stopped", $"{received.Values("Kind").Last()}");
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void One_that_has_ended_is_received_and_removed()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}; $job | Stop-Job");
        Assert.Equal("Stopped", $"{Run("$job | Receive-Job -Wait -AutoRemoveJob").Values("Kind").Last()}");
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void A_watch_for_drift_is_received_to_its_end_and_removed()
    {
        Run("$wanted = \"services: [ { service: 'tcp://10.0.0.22:80' } ]\" | Import-LvsDesiredState; $job = Compare-LvsState -DesiredState $wanted -Watch -Interval 100ms");
        Until("$job.Output.Count -ge 1");
        Assert.Equal([true], Run("$job.StopJobAsync(); Receive-Job $job -Wait -AutoRemoveJob").Values("IsDrifted"));
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void It_is_found_once_in_every_way()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Name web");
        Assert.All(s_selections, selection => Assert.Equal(["web"], Run($"Get-Job {selection} | ForEach-Object Name").Texts));
        Assert.All(["-Name mail", "-Id 100000", "-State Suspended", "-Command nothing", "-Filter @{ Name = 'mail' }", "-Filter @{ Nothing = 1 }"], selection =>
            Assert.Empty(Engine.Run($"Get-Job {selection}").Output));
    }

    [Fact]
    public void It_is_removed_in_every_way()
    {
        foreach (string selection in s_selections.Append("$job"))
        {
            string force = selection.Contains("-Command", StringComparison.Ordinal) || selection.Contains("-State", StringComparison.Ordinal) ? "" : " -Force";
            Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Name web; Remove-Job {selection}{force}");
            Assert.Equal(["0"], Run("@(Get-Job).Count").Texts);
            Assert.Equal(["Stopped"], Run("$job.State").Texts);
        }
    }

    [Fact]
    public void Importing_the_module_again_keeps_its_jobs()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Name web");
        Run($"Import-Module '{BuiltModule.Manifest}' -Force");
        Assert.Equal(["web"], Run("(Get-Job).Name").Texts);
        Run("$job | Stop-Job; $job | Receive-Job -Wait -AutoRemoveJob");
        Assert.Empty(Run("Get-Job").Output);
    }
}
