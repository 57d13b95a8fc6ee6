using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.State;

/// <summary>A watch over a director reads its document again when it was changed.</summary>
public sealed class WatchTests : EngineTest
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("lvs.yaml");

    protected override void Dispose(bool disposing)
    {
        Engine.Run("Get-Job | Remove-Job -Force");
        base.Dispose(disposing);
        _folder.Dispose();
    }

    [Fact]
    public void A_changed_document_is_watched_from_then_on()
    {
        File.WriteAllText(Path, "services: [ { service: 'tcp://10.0.0.1:80' } ]");
        Run($"Sync-LvsState {Path}; $job = Compare-LvsState {Path} -Watch -Interval 100ms");
        File.WriteAllText(Path, "services: [ { service: 'tcp://10.0.0.1:80' }, { service: 'tcp://10.0.0.22:80' } ]");
        Until("$job.Output.Count -ge 1");

        // Of another document that the director is not at either, it is another drift.
        File.WriteAllText(Path, "services: [ { service: 'tcp://10.0.0.1:80' }, { service: 'tcp://10.0.0.22:80' }, { service: 'tcp://10.0.0.33:80' } ]");
        Until("$job.Output.Count -ge 2");
        Run($"Sync-LvsState {Path}");
        Until("$job.Output.Count -ge 3");
        Assert.Equal([$"True 1 {Path}", $"True 2 {Path}", $"False 0 {Path}"], Run("Receive-Job $job | ForEach-Object { \"$($_.IsDrifted) $($_.Plan.Changes.Count) $($_.Plan.Source)\" }").Texts);
    }

    [Fact]
    public void One_that_cannot_be_used_is_told_and_what_it_said_before_goes_on()
    {
        File.WriteAllText(Path, "services: [ { service: 'tcp://10.0.0.1:80', scheduler: rr } ]");
        Run($"Sync-LvsState {Path}; $job = Compare-LvsState {Path} -Watch -Interval 100ms");
        File.WriteAllText(Path, "services: [ { sevice: 1 } ]");
        Until("$job.Warning.Count -ge 1");
        Run("Set-LvsService tcp://10.0.0.1:80 -Scheduler wlc");
        Until("$job.Output.Count -ge 1");
        File.Delete(Path);
        Until("$job.Warning.Count -ge 2");
        File.WriteAllText(Path, "services: [ { service: 'tcp://10.0.0.1:80', scheduler: wlc } ]");
        Until("$job.Output.Count -ge 2");
        Assert.Equal(["True", "False"], Run("$job.Output | ForEach-Object IsDrifted").Texts);
        Assert.Empty(Run("$job.Error").Output);
        string[] warnings = [.. Run("$job.Warning | ForEach-Object Message").Texts];
        Assert.Contains("sevice", warnings[0], StringComparison.Ordinal);
        Assert.Contains("There is no file", warnings[1], StringComparison.Ordinal);
        Assert.Equal(["Running"], Run("$job.State").Texts);
    }

    private void Until(string condition) => Assert.True(SpinWait.SpinUntil(() => Run(condition).Output is [{ BaseObject: true }], s_deadline), condition);
}
