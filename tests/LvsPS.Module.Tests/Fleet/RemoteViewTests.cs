using System.Text.RegularExpressions;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>What came from another process is shown as it was shown there.</summary>
public sealed partial class RemoteViewTests : IClassFixture<EngineFixture>
{
    private const int Width = 100;

    /// <summary>As remoting and jobs send objects.</summary>
    private const string Sent = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0], 1))";

    private readonly EngineFixture _engine;

    public RemoteViewTests(EngineFixture engine) => _engine = engine;

    /// <summary>Those that go as objects; names go as their text, which is shown as such.</summary>
    public static TheoryData<string> Names => [.. Samples.Types.Keys.Except(["LvsPS.LvsServiceId", "LvsPS.LvsNetmask", "LvsPS.LvsEndpoint", "LvsPS.LvsPortRange", "LvsPS.LvsStatusRange"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_type_has_the_same_rows_and_columns(string type)
    {
        object sample = Samples.Make(Samples.Types[type]);
        string there = _engine.Display("$args[0]", Width, sample);
        Assert.False(string.IsNullOrWhiteSpace(there), "There is nothing to see of it.");
        Assert.Equal(Ageless(there), Ageless(_engine.Display(Sent, Width, sample)));
    }

    [Theory]
    [InlineData("Get-LvsService")]
    [InlineData("Get-LvsRealServer")]
    [InlineData("Get-LvsKernelSetting conntrack")]
    [InlineData("Sync-LvsState 'services: []' -PassThru")]
    [InlineData("ConvertFrom-LvsYaml 'services: []' | Compare-LvsState")]
    public void The_host_that_it_comes_from_is_shown(string script)
    {
        string shown = _engine.Display(
            $$"""
            $session = New-LvsSession -Simulated -AsDefault
            New-LvsService -Tcp 10.0.0.1:80 -PersistenceTimeout 300 -PassThru | Add-LvsRealServer -Address 10.9.0.1
            {{script}} | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) } |
                ForEach-Object { $_.psobject.Properties.Add([psnoteproperty]::new('PSComputerName', 'dir1')); $_.psobject.Properties.Add([psnoteproperty]::new('PSShowComputerName', $true)); $_ }
            """,
            script.Contains("Setting", StringComparison.Ordinal) ? 130 : Width);
        Assert.Contains("dir1", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_of_several_files_on_several_hosts_are_told_apart()
    {
        _engine.UseFreshSession();
        using var folder = new TemporaryFolder();
        string one = folder.File("one.yaml");
        string two = folder.File("two.yaml");
        File.WriteAllText(one, "owner: a\nservices: [ { service: 'tcp://10.0.0.1:80' } ]");
        File.WriteAllText(two, "owner: b\nservices: []");
        Assert.Equal(
            [one, two, "b", "", "the undoing of " + one, one],
            _engine.Run(
                """
                $plans = Compare-LvsState $args
                $plans.Source
                (Import-LvsDesiredState $args[1] | ForEach-Object { $_.GetType().GetProperty('Path').SetValue($_, $null); $_ } | Compare-LvsState).Source
                "$((ConvertFrom-LvsYaml 'services: []' | Compare-LvsState).Source)"
                $plans[0].Undo().Source
                $plans[0].Undo().Undo().Source
                """,
                one,
                two).Succeeded().Texts);
        string shown = _engine.Display(
            """
            Compare-LvsState $args
            Compare-LvsState $args | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) } |
                ForEach-Object { $_.psobject.Properties.Add([psnoteproperty]::new('PSComputerName', 'dir1')); $_.psobject.Properties.Add([psnoteproperty]::new('PSShowComputerName', $true)); $_ }
            """,
            Width,
            one,
            two);
        Assert.Equal(
            $"""
            Plan of {one}
              + Add service tcp://10.0.0.1:80 (wlc)

            Plan: 1 to add, 0 to change, 0 to remove.
            Plan of {two}
            No changes: all is as wanted.
            Plan of {one} on dir1
              + Add service tcp://10.0.0.1:80 (wlc)

            Plan: 1 to add, 0 to change, 0 to remove.
            Plan of {two} on dir1
            No changes: all is as wanted.
            """,
            shown);
    }

    /// <summary>Without what is reckoned from now, such as how long a state has lasted.</summary>
    private static string Ageless(string shown) => Age().Replace(shown, "AGE");

    [GeneratedRegex(@"\b\d+:\d\d:\d\d\b")]
    private static partial Regex Age();
}
