using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.State;

/// <summary>Documents applied as a user types it, on a simulated director.</summary>
public sealed class SyncLvsStateTests : EngineTest
{
    private const string Web = """
        services:
          - service: tcp://10.0.0.1:80
            scheduler: wrr
            realServers:
              - { address: 10.9.0.1, forwarding: masquerade, weight: 2 }
              - { address: 10.9.0.2, forwarding: masquerade }
        """;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("web.yaml");

    public SyncLvsStateTests() => _folder.Write("web.yaml", Web.Split('\n'));

    [Fact]
    public void A_document_is_made_true_and_changes_nothing_the_second_time()
    {
        Assert.Empty(Run($"Sync-LvsState {File}").Output);
        Assert.Equal(["NewService", "NewDestination", "NewDestination"], Director.Writes);
        Assert.Equal(["-A -t 10.0.0.1:80 -s wrr", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 2", "-a -t 10.0.0.1:80 -r 10.9.0.2:80 -m -w 1"], Rules());
        Director.ClearLog();
        PSObject result = Assert.Single(Run($"Sync-LvsState {File} -PassThru").Output);
        Assert.Equal(false, result.Properties["Changed"].Value);
        Assert.Equal($"{File}: as wanted already, nothing was changed", result.ToString());
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Files_come_by_the_pipeline_and_wildcards()
    {
        _folder.Write("dns.yaml", "services: [ { service: 'udp://10.0.0.1:53' } ]");
        Assert.Equal(2, Run($"Sync-LvsState {_folder.Path}/*.yaml -PassThru").Output.Count);
        Assert.Equal(["False", "False"], Run($"'web', 'dns' | ForEach-Object {{ [pscustomobject]@{{ PSPath = '{_folder.Path}/' + $_ + '.yaml' }} }} | Sync-LvsState -PassThru | ForEach-Object {{ \"$($_.Changed)\" }}").Texts);
    }

    [Fact]
    public void A_document_with_an_error_changes_nothing()
    {
        _folder.Write("web.yaml", [.. Web.Split('\n'), "      - { address: 10.9.0.3, wait: 1 }"]);
        ErrorRecord error = RefusedUntouched($"Sync-LvsState {File}", "DesiredStateInvalid", ErrorCategory.InvalidData);
        Assert.Contains("web.yaml:7:", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("weight", error.Exception.Message + error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_change_is_an_error_and_what_was_done_before_is_taken_back()
    {
        Run($"Sync-LvsState {File}");
        _folder.Write("web.yaml", Web.Replace("weight: 2", "weight: 9", StringComparison.Ordinal).Split('\n').Append("  - { service: 'tcp://10.0.0.2:80', scheduler: missing }").ToArray());
        EngineResult result = Engine.Run($"Sync-LvsState {File} -PassThru");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("SchedulerNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith("What had been done before it was taken back.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["False True"], result.Output.Select(o => $"{o.Properties["Changed"].Value} {o.Properties["RolledBack"].Value}"));
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 2", Rules());
    }

    [Fact]
    public void A_run_is_taken_back_by_its_result()
    {
        Run($"Sync-LvsState {File}");
        string[] before = [.. Rules()];
        _folder.Write("web.yaml", ["prune: true", "services: [ { service: 'udp://10.0.0.1:53' } ]"]);
        Run($"$result = Sync-LvsState {File} -PassThru");
        Assert.Equal(["-A -u 10.0.0.1:53 -s wlc"], Rules());
        Assert.Contains("do not come back", Run("\"$($result.NotUndone)\"").Texts.Single(), StringComparison.Ordinal);
        Run("$result.Undo | Invoke-LvsPlan");
        Assert.Equal(before, Rules());
    }

    [Fact]
    public void Servers_that_leave_are_drained_first()
    {
        Run($"Sync-LvsState {File}");
        Director.ClearLog();
        _folder.Write("web.yaml", [.. Web.Split('\n')[..^1]]);
        Run($"Sync-LvsState {File} -Drain");
        Assert.Equal(["SetDestination", "DeleteDestination"], Director.Writes);
    }

    [Fact]
    public void A_drain_is_foretold_and_goes_on_where_another_change_failed_and_that_is_to_be()
    {
        Run($"Sync-LvsState {File}");
        Director.ClearLog();
        _folder.Write("web.yaml", [.. Web.Split('\n')[..^1], "  - { service: 'tcp://10.0.0.9:80', scheduler: missing }"]);
        string[] steps = ["Add service tcp://10.0.0.9:80 (missing)", "Edit real server 10.9.0.2:80 of tcp://10.0.0.1:80 (weight 1 -> 0)", "Remove real server 10.9.0.2:80 from tcp://10.0.0.1:80"];
        Assert.Equal(steps, Run($"(Sync-LvsState {File} -Drain -WhatIf -PassThru).Plan.Changes.Description").Texts);
        Assert.Empty(Director.Writes);
        EngineResult result = Engine.Run($"Sync-LvsState {File} -Drain -OnError Continue -PassThru");
        Assert.Equal(["SchedulerNotFound"], result.ErrorIds);
        Assert.Equal(["-A -t 10.0.0.1:80 -s wrr", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 2"], Rules());
    }

    [Fact]
    public void What_was_not_done_is_not_said_to_be_taken_back()
    {
        _folder.Write("web.yaml", "services: [ { service: 'tcp://10.0.0.9:80', scheduler: missing }, { service: 'tcp://10.0.0.10:80', scheduler: missing } ]");
        EngineResult result = Engine.Run($"Sync-LvsState {File}");
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain(result.Errors, e => e.Exception.Message.Contains("taken back", StringComparison.Ordinal));
    }

    [Fact]
    public void A_suspended_server_stays_suspended_until_it_is_resumed()
    {
        Run($"Sync-LvsState {File}; Suspend-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Reason disk");
        Assert.Equal(["False"], Run($"\"$((Sync-LvsState {File} -PassThru).Changed)\"").Texts);
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 0", Rules());
        Run($"Resume-LvsRealServer tcp://10.0.0.1:80 10.9.0.1; Sync-LvsState {File}");
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -m -w 2", Rules());
    }

    [Fact]
    public void A_plan_that_the_director_has_overtaken_is_refused_and_done_when_forced()
    {
        Run($"Sync-LvsState {File}; Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 7; $plan = Compare-LvsState {File}");
        Run("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 8");
        _ = RefusedUntouched("$plan | Invoke-LvsPlan", "PlanStale", ErrorCategory.InvalidOperation);
        Run("$plan | Invoke-LvsPlan -Force");
        Assert.Equal(["True"], Run($"\"$((Compare-LvsState {File}).IsEmpty)\"").Texts);
    }

    [Fact]
    public void A_plan_that_a_newer_document_of_the_same_owner_has_overtaken_is_refused_and_forgets_nothing_when_forced()
    {
        Run("$plan = @('owner: web', 'services: [ { service: \"tcp://10.0.0.1:80\" } ]') | ConvertFrom-LvsYaml | Compare-LvsState");
        Run("@('owner: web', 'services: [ { service: \"udp://10.0.0.1:53\" } ]') | ConvertFrom-LvsYaml | Sync-LvsState");
        ErrorRecord error = RefusedUntouched("$plan | Invoke-LvsPlan", "PlanStale", ErrorCategory.InvalidOperation);
        Assert.Contains("what web manages", error.Exception.Message, StringComparison.Ordinal);
        Run("$plan | Invoke-LvsPlan -Force");
        Assert.Equal(2, Rules().Count);
        Run("@('owner: web', 'prune: true', 'services: []') | ConvertFrom-LvsYaml | Sync-LvsState");
        Assert.Empty(Rules());
    }

    [Fact]
    public void What_takes_a_run_back_is_refused_after_a_newer_one_of_the_same_owner()
    {
        Run("$first = @('owner: web', 'services: [ { service: \"tcp://10.0.0.1:80\" } ]') | ConvertFrom-LvsYaml | Sync-LvsState -PassThru");
        Run("@('owner: web', 'services: [ { service: \"udp://10.0.0.1:53\" } ]') | ConvertFrom-LvsYaml | Sync-LvsState");
        _ = RefusedUntouched("$first.Undo | Invoke-LvsPlan", "PlanStale", ErrorCategory.InvalidOperation);
        Run("$first.Undo | Invoke-LvsPlan -Force");
        Assert.Equal(["-A -u 10.0.0.1:53 -s wlc"], Rules());
        Run("@('owner: web', 'prune: true', 'services: []') | ConvertFrom-LvsYaml | Sync-LvsState");
        Assert.Empty(Rules());
    }

    [Fact]
    public void Services_of_another_process_are_compared_with_a_document()
    {
        Run($"Sync-LvsState {File}; Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 7");
        Run("$there = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(@(Get-LvsService -IncludeRealServer)))");
        Assert.Equal(
            ["Edit real server 10.9.0.1:80 of tcp://10.0.0.1:80 (weight 7 -> 2)"], Run($"(Compare-LvsState {File} -ReferenceService $there).Changes.Description").Texts);
        Run($"Sync-LvsState {File}");
        Assert.Equal(
            ["Edit real server 10.9.0.1:80 of tcp://10.0.0.1:80 (weight 2 -> 7)"], Run("(Compare-LvsState -ReferenceService $there).Changes.Description").Texts);
    }

    [Fact]
    public void A_watch_tells_when_the_director_leaves_the_document_and_when_it_is_back()
    {
        Run($"Sync-LvsState {File}; $job = Compare-LvsState {File} -Watch -Interval 100ms");
        Run("Set-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -Weight 7; $deadline = [DateTime]::UtcNow.AddMinutes(2); while ($job.Output.Count -lt 1 -and [DateTime]::UtcNow -lt $deadline) { $null = Wait-Job $job -Timeout 1 }");
        Run($"Sync-LvsState {File}; while ($job.Output.Count -lt 2 -and [DateTime]::UtcNow -lt $deadline) {{ $null = Wait-Job $job -Timeout 1 }}; Stop-Job $job");
        Assert.Equal(["True 1", "False 0"], Run("Receive-Job $job | ForEach-Object { \"$($_.IsDrifted) $($_.Plan.Changes.Count)\" }; Remove-Job $job").Texts);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
