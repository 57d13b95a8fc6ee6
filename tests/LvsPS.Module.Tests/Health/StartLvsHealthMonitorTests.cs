using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>Start-LvsHealthMonitor as it is typed: what it does to the table, and what it refuses.</summary>
public sealed class StartLvsHealthMonitorTests : MonitorTest
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_dead_server_leaves_the_fallback_answers_and_the_server_returns()
    {
        Run($"Get-LvsService | Start-LvsHealthMonitor {Fast} -FallbackServer 127.0.0.9");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Listener.Stop();
        Becomes("-a -t 10.0.0.1:80 -r 127.0.0.9:80 -g -w 1");
        Listener.Start();
        Becomes(Server(3));
        Until("'FallbackEnd' -in (Get-Job | Receive-Job -Keep).Kind");
        Assert.Equal(
            ["Started", "Down", "QuorumLost", "Fallback", "Up", "QuorumGained", "FallbackEnd"], Kinds().Where(k => k is not "Changed"));
    }

    [Theory]
    [InlineData("Remove", "")]
    [InlineData("Quiesce", "")]
    [InlineData("Remove", " -FallbackServer 127.0.0.9")]
    public void A_monitor_of_services_goes_on_where_the_one_before_was_stopped(string down, string fallback)
    {
        string start = $"Get-LvsService | Start-LvsHealthMonitor {Fast} -DownAction {down}{fallback}";
        Run($"$job = {start}");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Listener.Stop();
        Becomes(fallback.Length > 0 ? ["-a -t 10.0.0.1:80 -r 127.0.0.9:80 -g -w 1"] : down == "Remove" ? [] : [Server(0)]);
        Run("$job | Stop-Job");
        EngineResult next = Run(start);
        Assert.Contains(down == "Remove" ? "is checked again" : "it gets 3 when it is up", Assert.Single(next.Warnings), StringComparison.Ordinal);
        Listener.Start();
        Becomes(Server(3));
    }

    [Fact]
    public void Down_may_mean_weight_0()
    {
        Listener.Stop();
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -DownAction Quiesce");
        Becomes(Server(0));
        Listener.Start();
        Becomes(Server(3));
    }

    [Fact]
    public void The_weight_that_a_script_block_gives_goes_to_the_table()
    {
        Run("Start-LvsHealthMonitor tcp://10.0.0.1:80 -Interval 100ms -HealthCheck (New-LvsHealthCheck { 7 })");
        Becomes(Server(7));
    }

    [Fact]
    public void Several_bad_results_may_be_needed()
    {
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Fall 1000000");
        Listener.Stop();
        Until("(Get-LvsHealthStatus).Failures -gt 3");
        Assert.Equal([Server(3)], Rules().Skip(1));
    }

    [Fact]
    public void Foreign_changes_are_respected_or_taken_back_as_is_wanted()
    {
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}");
        Until("(Get-LvsHealthStatus).Successes -gt 0");
        Run($"Set-LvsRealServer -Tcp 10.0.0.1:80 127.0.0.1 -Port {Listener.Port} -Weight 9");
        Until("'ForeignChange' -in (Get-Job | Receive-Job -Keep).Kind");
        Assert.Equal([Server(9)], Rules().Skip(1));

        Run($"Get-Job | Remove-Job -Force; Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -ForeignChange Restore");
        Until("(Get-LvsHealthStatus).Successes -gt 0");
        Run($"Remove-LvsRealServer -Tcp 10.0.0.1:80 127.0.0.1 -Port {Listener.Port}");
        Becomes(Server(9));
    }

    [Fact]
    public void Actions_are_script_blocks_with_values_from_outside_and_executables()
    {
        Run("$file = $args[0]", _folder.File("script"));
        Run($$"""
            Start-LvsHealthMonitor tcp://10.0.0.1:80 {{Fast}} -OnUp /bin/touch, {{_folder.File("executable")}} -OnDown { [IO.File]::WriteAllText($using:file, "$($_.Kind) $($args[0].To)") }
            """);
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Listener.Stop();
        Until("try { [IO.File]::ReadAllText($file) -eq 'Down Down' } catch { $false }");
        Listener.Start();
        Until($"[IO.File]::Exists('{_folder.File("executable")}')");
    }

    [Fact]
    public void An_action_that_fails_is_an_event()
    {
        Listener.Stop();
        Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -OnDown {{ throw 'no way' }}");
        Until("'ActionFailed' -in (Get-Job | Receive-Job -Keep).Kind");
        Assert.Contains("no way", Run("(Get-Job | Receive-Job -Keep).Where({ $_.Kind -eq 'ActionFailed' }).Reason").Texts.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_findings_are_errors_before_the_first_check()
    {
        Director.ClearLog();
        EngineResult result = Engine.Run($"Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -Quorum 9 -Fall 0 -FallbackServer 127.0.0.1:{Listener.Port} -FallbackForwarding Masquerade");
        Assert.Equal(["InvalidHealthDocument", "InvalidHealthDocument", "InvalidHealthDocument"], result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.Empty(Run("Get-Job").Output);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void A_check_that_cannot_fit_is_an_error()
    {
        Run("New-LvsService -Udp 10.0.0.1:53 -PassThru | Add-LvsRealServer -Address 127.0.0.1");
        Fails("Start-LvsHealthMonitor udp://10.0.0.1:53", "InvalidHealthCheck", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void An_interval_below_the_timeout_is_a_warning() =>
        Assert.Contains("interval", Assert.Single(Run("Start-LvsHealthMonitor tcp://10.0.0.1:80 -Interval 1s").Warnings), StringComparison.Ordinal);

    [Fact]
    public void A_service_that_is_not_there_and_a_real_server_in_its_place_are_errors()
    {
        Fails("Start-LvsHealthMonitor tcp://10.0.0.9:80", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        Fails("Get-LvsRealServer | Start-LvsHealthMonitor", "InvalidServiceId", ErrorCategory.InvalidArgument);
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void A_document_is_taken_by_the_pipeline_and_by_name()
    {
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast}; $document = $job.Document; $job | Remove-Job -Force");
        Run("$document | Start-LvsHealthMonitor -Name one; Start-LvsHealthMonitor -InputObject $document -Name two");
        Until("(Get-LvsHealthStatus).Where({ $_.State -eq 'Up' }).Count -eq 2");
        Assert.Equal(["one", "two"], Run("Get-Job").Values("Name"));
    }

    [Fact]
    public void A_log_gets_a_line_for_each_event()
    {
        string log = _folder.File("health.log");
        Listener.Stop();
        Run($"$job = Start-LvsHealthMonitor tcp://10.0.0.1:80 {Fast} -LogPath '{log}'");
        Becomes();
        Run("$job | Stop-Job");
        string[] lines = File.ReadAllLines(log);
        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d \[\w+, Job\d+, \d+\] \w+ ", line));
        Assert.Equal(Run("$job | Receive-Job").Texts, lines.Select(line => line[(line.IndexOf(']', StringComparison.Ordinal) + 2)..]));
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_an_error_and_nothing_is_started()
    {
        Fails($"Start-LvsHealthMonitor tcp://10.0.0.1:80 -LogPath '{_folder.File("none/health.log")}'", "FileAccess", ErrorCategory.PermissionDenied);
        Assert.Empty(Run("Get-Job").Output);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
