using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Conventions;

/// <summary>-WhatIf says something and changes nothing, in each cmdlet that changes something; a new one must be listed here.</summary>
public sealed class WhatIfConventionTests : EngineTest
{
    private static readonly Dictionary<string, string> s_calls = new()
    {
        ["New-LvsService"] = "-Tcp 10.0.0.9:80",
        ["Set-LvsService"] = "-Tcp 10.0.0.1:80 -Scheduler rr",
        ["Remove-LvsService"] = "-Tcp 10.0.0.1:80",
        ["Clear-LvsTable"] = "",
        ["Add-LvsRealServer"] = "-Tcp 10.0.0.1:80 -Address 10.9.0.9",
        ["Set-LvsRealServer"] = "-Tcp 10.0.0.1:80 -Address 10.9.0.1 -Weight 9",
        ["Remove-LvsRealServer"] = "-Tcp 10.0.0.1:80 -Address 10.9.0.1",
        ["Suspend-LvsRealServer"] = "-Tcp 10.0.0.1:80 -Address 10.9.0.1",
        ["Resume-LvsRealServer"] = "-Tcp 10.0.0.1:80 -Address 10.9.0.2",
        ["Sync-LvsState"] = "-DesiredState $state",
        ["Invoke-LvsPlan"] = "$plan",
        ["Import-LvsTable"] = "$folder/other.rules -Mode Replace",
        ["Export-LvsTable"] = "$folder/new.rules",
        ["Export-LvsDesiredState"] = "$folder/new.yaml -WarningAction Ignore",
        ["Set-LvsTimeout"] = "-Tcp 60",
        ["Start-LvsSyncDaemon"] = "Backup eth0",
        ["Stop-LvsSyncDaemon"] = "Master",
        ["Set-LvsKernelSetting"] = "drop_entry 3",
        ["Add-LvsVirtualAddress"] = "192.168.1.205 eth0 -Announce",
        ["Remove-LvsVirtualAddress"] = "10.0.0.1 eth0",
        ["Reset-LvsStats"] = "",
        ["Set-LvsFwMark"] = "3 -Address 10.0.0.1 -Tcp 443",
        ["Remove-LvsFwMark"] = "3",
        ["Enable-LvsFullNat"] = "-Tcp 10.0.0.1:80 -SourceAddress 10.0.0.2",
        ["Disable-LvsFullNat"] = "-Tcp 10.0.0.1:80",
        ["Enable-LvsRealServerHost"] = "10.0.0.8 DirectRouting",
        ["Disable-LvsRealServerHost"] = "10.0.0.7",
        ["Restore-LvsHost"] = "",
        ["Start-LvsHealthMonitor"] = "tcp://10.0.0.1:80",
        ["Restore-LvsTable"] = "$empty",
        ["Remove-LvsSession"] = "(Get-LvsSession -Default)",
    };

    private readonly TemporaryFolder _folder = new();

    public WhatIfConventionTests()
    {
        Given("$empty = Checkpoint-LvsTable; New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2, 10.9.0.3; Suspend-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.2; Start-LvsSyncDaemon Master eth0; Add-LvsVirtualAddress 10.0.0.1 eth0");
        Given("Set-LvsFwMark 3 -Address 10.0.0.1 -Tcp 80; Enable-LvsFullNat -Tcp 10.0.0.1:80");
        Given("Enable-LvsRealServerHost 10.0.0.7 DirectRouting -Persist; Remove-LvsVirtualAddress 10.0.0.7 lo");
        Run("$folder = $args[0]; $state = [LvsPS.LvsDesiredState]@{ Prune = $true }; $plan = Compare-LvsState -DesiredState $state", _folder.Path);
        Director.ClearLog();
        _folder.Write("other.rules", "-A -f 5 -s rr");
    }

    public static TheoryData<string> Names =>
        [.. ModuleCommands.All.Values.Where(c => ModuleCommands.AttributeOf(c).SupportsShouldProcess).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_would_be_done_and_does_nothing(string name)
    {
        EngineResult result = Run($"{name} {s_calls[name]} -WhatIf");
        Assert.NotEmpty(result.Host);
        Assert.All(result.Host, line => Assert.Matches(@"^What if: .+\.$", line));
        Unchanged();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_preference_variable_is_obeyed_as_well(string name)
    {
        Assert.NotEmpty(Run($"$WhatIfPreference = $true; {name} {s_calls[name]}").Host);
        Unchanged();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Refused_confirmation_changes_nothing(string name)
    {
        Engine.WillAnswer(2);
        Assert.Single(Run($"{name} {s_calls[name]} -Confirm").Host);
        Unchanged();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private void Unchanged()
    {
        Assert.Empty(Director.Writes);
        Assert.Equal(["0"], Run("Get-LvsKernelSetting drop_entry").Values("Value"));
        Assert.Equal(["3 tcp/80"], Run("Get-LvsFwMark | ForEach-Object { \"$($_.FwMark) $($_.Ports)\" }").Texts);
        Assert.Equal(["tcp://10.0.0.1:80 0 True"], Run("Get-LvsFullNat | ForEach-Object { \"$_ $($_.SourceAddress.Count) $($_.Conntrack)\" }").Texts);
        Assert.Equal(["10.0.0.1"], Run("Get-LvsVirtualAddress -Interface eth0").Texts);
        Assert.Equal(["10.0.0.7 DirectRouting address lo 10.0.0.7/32=missing (wanted present)"], Run("Get-LvsRealServerHost | ForEach-Object { \"$_ $($_.Missing)\" }").Texts);
        Assert.Empty(Run("Get-Job").Output);
        Assert.Equal([_folder.File("other.rules")], Directory.GetFiles(_folder.Path));
        Assert.Equal(["-A -t 10.0.0.1:80 -s wlc", "-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 1", "-a -t 10.0.0.1:80 -r 10.9.0.2:80 -g -w 0", "-a -t 10.0.0.1:80 -r 10.9.0.3:80 -g -w 1"], Rules());
        Assert.Equal(["10.9.0.2:80"], Run("Get-LvsRealServer | Where-Object Suspension").Texts);
    }
}
