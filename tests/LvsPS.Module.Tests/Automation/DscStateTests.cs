using Xunit;

namespace LvsPS.Module.Tests.Automation;

/// <summary>What deleting the resource LvsPS/State takes from a director, and what it leaves.</summary>
public sealed class DscStateTests : AutomationTest
{
    private const string Parts = """
        "services":[{"service":"tcp://10.0.0.1:80","fullNat":true,"realServers":[{"address":"10.9.0.1","forwarding":"masquerade"}]},{"service":"fwmark://3"}],
        "syncDaemons":[{"role":"master","interface":"eth0"}],"virtualAddresses":[{"address":"192.168.1.205"}],
        "fwMarks":[{"fwMark":3,"addresses":["10.0.0.1"],"tcp":[443]}],"realServerHosts":[{"virtualAddress":"10.0.0.8","mode":"directRouting"}]
        """;

    [Theory]
    [InlineData("")]
    [InlineData("\"owner\":\"web\",")]
    public void Everything_that_the_document_names_goes_and_nothing_else(string owner)
    {
        Given("New-LvsService -Udp 10.0.0.9:53; Add-LvsVirtualAddress 192.168.1.206 -Interface eth0");
        string[] before = AsItIs();
        Dsc("set", $$$"""{"document":{{{{owner}}}{{{Parts}}}}}""");
        Assert.NotEqual(before, AsItIs());
        Dsc("delete", $$$"""{"document":{{{{owner}}}{{{Parts}}}}}""");
        Assert.Equal(before, AsItIs());
        Director.ClearLog();
        Dsc("delete", $$$"""{"document":{{{{owner}}}{{{Parts}}}}}""");
        Assert.Empty(Director.Writes);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("\"owner\":\"web\",", 2)]
    public void What_would_go_is_told_and_nothing_goes(string owner, int count)
    {
        // The owner's other service is no part of the document now, and the document's other service is not there.
        Dsc("set", $$$"""{"document":{{{{owner}}}"services":[{"service":"tcp://10.0.0.1:80"},{"service":"tcp://10.0.0.2:80"}]}}""");
        string[] before = AsItIs();
        string line = Run("& (Get-Module LvsPS.Automation) { param($text) Invoke-DscState (Get-LvsSession -Default) whatIfDelete (Read-DscInput $text $false) } $args[0]",
            $$$"""{"document":{{{{owner}}}"services":[{"service":"tcp://10.0.0.1:80"},{"service":"tcp://10.0.0.3:80"}]}}""").Texts.Single();
        using var answer = System.Text.Json.JsonDocument.Parse(line);
        Assert.Equal(count, answer.RootElement.GetProperty("_metadata").GetProperty("whatIf").GetArrayLength());
        Assert.Equal(before, AsItIs());
    }

    [Fact]
    public void What_an_owner_managed_before_goes_too_and_its_record_with_it()
    {
        Dsc("set", """{"document":{"owner":"web","services":[{"service":"tcp://10.0.0.1:80"}]}}""");
        Dsc("set", """{"document":{"owner":"web","services":[{"service":"tcp://10.0.0.2:80"}]}}""");
        Dsc("delete", """{"document":{"owner":"web","services":[{"service":"tcp://10.0.0.2:80"}]}}""");
        Assert.Empty(Rules());

        // What somebody makes by hand from then on is nobody's document's.
        Run("New-LvsService -Tcp 10.0.0.1:80; @('owner: web', 'prune: true', 'services: []') | ConvertFrom-LvsYaml | Sync-LvsState");
        Assert.Equal(["-A -t 10.0.0.1:80 -s wlc"], Rules());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"owner\":\"web\",")]
    public void Where_something_cannot_go_nothing_goes(string owner)
    {
        Dsc("set", $$$"""{"document":{{{{owner}}}{{{Parts}}}}}""");
        string[] before = AsItIs();
        Director.FailAt("no address", "KernelRejected");
        Assert.Equal(["1"], Run("Invoke-LvsDsc state delete $args[0]", $$$"""{"document":{{{{owner}}}{{{Parts}}}}}""").Texts);
        Assert.Equal(before, AsItIs());
    }

    private void Dsc(string operation, string input) => Assert.Equal(["0"], Run("Invoke-LvsDsc state $args[0] $args[1]", operation, input).Texts);

    private string[] AsItIs() => [.. Rules(), .. Run("""
        Get-LvsVirtualAddress | Where-Object Interface | ForEach-Object { "$_/$($_.PrefixLength) $($_.Interface)" }
        Get-LvsRealServerHost | ForEach-Object { "$_ $($_.Mode)" }
        Get-LvsSyncDaemon | ForEach-Object { "$($_.Role) $($_.SyncId)" }
        Get-LvsFwMark | ForEach-Object { "$($_.FwMark) $($_.Addresses) $($_.Ports)" }
        Get-LvsFullNat | ForEach-Object { "$_ $($_.SourceAddress)" }
        """).Texts];
}
