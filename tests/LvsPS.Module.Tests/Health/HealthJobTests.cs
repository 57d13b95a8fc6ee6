using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>A monitor as a job: Get-, Receive-, Wait-, Stop- and Remove-Job, and Get-LvsHealthStatus.</summary>
public sealed class HealthJobTests : MonitorTest
{
    [Fact]
    public void It_is_listed_with_its_name_its_session_and_its_state()
    {
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Name web");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Assert.Equal(
            ["web LvsHealthJob Running simulated True 1 of 1 up"],
            Run("Get-Job web | ForEach-Object { \"$($_.Name) $($_.PSJobTypeName) $($_.State) $($_.Location) $($_.HasMoreData) $($_.StatusMessage)\" }").Texts);
    }

    [Fact]
    public void Its_status_is_found_by_its_name_and_its_number()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Name web");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        foreach (string script in new[] { "Get-LvsHealthStatus web", "Get-LvsHealthStatus w*", "Get-LvsHealthStatus $job.Id", "Get-LvsHealthStatus -Name WEB", "Get-LvsHealthStatus $job" })
        {
            Assert.Single(Run(script).Output);
        }

        Assert.Empty(Run("Get-LvsHealthStatus x*").Output);
        Assert.Contains("web", Fails("Get-LvsHealthStatus mail", "HealthJobNotFound", ErrorCategory.ObjectNotFound).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["web"], Run("([System.Management.Automation.CommandCompletion]::CompleteInput('Get-LvsHealthStatus ', 20, $null)).CompletionMatches | ForEach-Object CompletionText").Texts);
        Run("$job | Stop-Job");
        Assert.Single(Run("Get-LvsHealthStatus web").Output);
    }

    [Fact]
    public void What_is_received_are_events_each_of_them_once()
    {
        Listener.Stop();
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("'Changed' -in ($job | Receive-Job -Keep).Kind");
        EngineResult events = Run("$job | Receive-Job");
        Assert.All(events.Output, item => Assert.Equal("LvsPS.LvsHealthEvent", item.TypeNames[0]));
        dynamic down = events.Output.Single(e => $"{e.Properties["Kind"].Value}" == "Down").BaseObject;
        Assert.Equal("tcp://10.0.0.1:80", (string)down.Service.ToString());
        Assert.Equal($"127.0.0.1:{Listener.Port}", (string)down.Server.ToString());
        Assert.Equal("Up Down connection refused", $"{down.From} {down.To} {down.Reason}");
        Assert.True((TimeSpan)down.Duration > TimeSpan.Zero);
        Assert.DoesNotContain("Down", Run("$job | Receive-Job").Values("Kind").Select(k => $"{k}"));
    }

    [Fact]
    public void Stopping_ends_it_and_keeps_the_table()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Assert.Equal(["Stopped"], Run("($job | Stop-Job -PassThru).State").Texts);
        Assert.Equal("Stopped", Kinds()[^1]);
        Assert.Equal([Server(3)], Rules().Skip(1));
        Assert.Empty(Run("Get-LvsHealthStatus").Output);
        Assert.Single(Run("Get-LvsHealthStatus $job").Output);
        Run("$job | Remove-Job");
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void Stopping_may_clean_the_table()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -StopAction Clean; $job | Stop-Job");
        Assert.Empty(Rules());
    }

    [Fact]
    public void Removing_by_force_stops_it_first()
    {
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -StopAction Clean; Get-Job | Remove-Job -Force");
        Assert.Empty(Run("Get-Job").Output);
        Assert.Empty(Rules());
    }

    [Fact]
    public void Removing_one_that_runs_needs_force()
    {
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Assert.Single(Engine.Run("Get-Job | Remove-Job").Errors);
        Assert.Equal(["Running"], Run("(Get-Job).State").Texts);
    }

    [Fact]
    public void It_can_be_waited_for()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Assert.Empty(Run("$job | Wait-Job -Timeout 1").Output);
        Run("$job.StopJobAsync()");
        Assert.Equal(["Stopped"], Run("($job | Wait-Job -Timeout 20).State").Texts);
    }

    [Fact]
    public void Two_stops_at_once_are_one()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}; $job.StopJobAsync(); $job | Stop-Job; $job | Stop-Job");
        Assert.Single(Kinds(), k => k == "Stopped");
    }

    [Fact]
    public void A_check_that_hangs_does_not_hold_up_the_stop()
    {
        Run("$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 -Interval 1h -HealthCheck (New-LvsHealthCheck { while ($true) { } } -Timeout 30m)");
        Until("$null -eq (Get-LvsHealthStatus).NextCheck");
        long started = TimeProvider.System.GetTimestamp();
        Run("$job | Stop-Job");
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void It_cannot_be_suspended()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Assert.NotEmpty(Engine.Run("$job.SuspendJob()").Errors);
        Assert.Equal(["Running"], Run("$job.State").Texts);
    }

    [Fact]
    public void The_status_can_be_asked_by_job_service_and_state_and_from_another_runspace()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Assert.Single(Run("$job | Get-LvsHealthStatus").Output);
        Assert.Single(Run("Get-LvsHealthStatus -Service tcp://10.0.0.1:80 -State Up").Output);
        Assert.Empty(Run("Get-LvsHealthStatus -State Down").Output);
        Assert.Empty(Run("Get-LvsHealthStatus -Service tcp://10.0.0.1:81").Output);
        using EngineFixture other = EngineFixture.WithoutSession();
        Assert.Single(other.Run("Get-LvsHealthStatus").Succeeded().Output);
    }

    [Fact]
    public void A_status_goes_on_to_the_cmdlets_for_real_servers()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Assert.Equal(["3"], Run("Get-LvsHealthStatus | Get-LvsRealServer").Values("Weight").Select(w => $"{w}"));
        Assert.Equal([true], Run("Get-LvsHealthStatus | Test-LvsRealServer").Values("IsUp"));
    }

    [Fact]
    public void Another_job_is_an_error()
    {
        using var job = new OtherJob();
        ErrorRecord error = Assert.Single(Engine.Run("Get-LvsHealthStatus $args[0]", job).Errors);
        Assert.Equal("HealthJobNotFound,LvsPS.Commands.GetLvsHealthStatusCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void The_table_of_the_status_fits_a_terminal()
    {
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        string shown = Engine.Display("Get-LvsHealthStatus");
        Assert.StartsWith(
            """
               Service: tcp://10.0.0.1:80

            -> RemoteAddress:Port    State      Since   Latency In a row Last result
            """,
            shown,
            StringComparison.Ordinal);
        Assert.Matches($@"-> 127\.0\.0\.1:{Listener.Port} +Up +0:00:\d\d +\d+\.\d ms +\d+ good connected", shown);
    }

    [Fact]
    public void The_table_of_events_says_what_changed()
    {
        Listener.Stop();
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("'Down' -in ($job | Receive-Job -Keep).Kind");
        string shown = Engine.Display("$job | Receive-Job");
        Assert.StartsWith("Time           Event        Target                   Transition", shown, StringComparison.Ordinal);
        Assert.Matches($@"\d\d-\d\d \d\d:\d\d:\d\d Down +-> 127\.0\.0\.1:{Listener.Port} +Up -> Down: connection", shown);
    }

    private sealed class OtherJob : Job
    {
        public override bool HasMoreData => false;

        public override string Location => "here";

        public override string StatusMessage => "idle";

        public override void StopJob()
        {
        }
    }
}
