using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.State;

/// <summary>Documents read, tested and written as a user types it.</summary>
public sealed class DocumentTests : EngineTest
{
    private const string Bad = """
        services:
        - service: tcp://10.0.0.1:80
          sheduler: wrr
          realServers:
          - { address: 10.9.0.1, port: "80" }
        - service: tcp://10.0.0.1:80
        """;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("lvs.yaml");

    [Fact]
    public void Every_fault_is_a_finding_with_its_place()
    {
        _folder.Write("lvs.yaml", Bad.Split('\n'));
        Assert.Equal(
            ["3:3 services[0]", "5:32 services[0].realServers[0].port", "6:12 services[1].service"],
            Run($"Test-LvsDesiredState {File} | ForEach-Object {{ \"$($_.Line):$($_.Column) $($_.Setting)\" }}").Texts);
        Assert.Equal([File, File, File], Run($"([pscustomobject]@{{ PSPath = '{File}' }} | Test-LvsDesiredState).Path").Texts);
        Assert.Equal(["False"], Run($"\"$(Test-LvsDesiredState {File} -Quiet)\"").Texts);
        Assert.Equal(3, Run($"[IO.File]::ReadAllLines('{File}') | Test-LvsDesiredState").Output.Count);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void A_document_with_a_fault_is_an_error_that_names_all_of_them_and_gives_nothing()
    {
        _folder.Write("lvs.yaml", Bad.Split('\n'));
        foreach (string command in new[] { $"Import-LvsDesiredState {File}", $"[IO.File]::ReadAllLines('{File}') | ConvertFrom-LvsYaml", $"Compare-LvsState {File}" })
        {
            EngineResult result = Engine.Run(command);
            Assert.Equal(["DesiredStateInvalid"], result.ErrorIds);
            Assert.Equal(ErrorCategory.InvalidData, result.Errors[0].CategoryInfo.Category);
            Assert.Contains(":6:12: error:", result.Errors[0].Exception.Message, StringComparison.Ordinal);
            Assert.Empty(result.Output);
        }
    }

    [Fact]
    public void What_is_no_YAML_and_what_is_not_there_are_errors_of_their_own()
    {
        Assert.Equal(["YamlSyntax"], Engine.Run("'services: [' | ConvertFrom-LvsYaml").ErrorIds);
        Assert.Equal(["FileNotFound"], Engine.Run($"Import-LvsDesiredState {File}").ErrorIds);
        Assert.Equal(["FileNotFound"], Engine.Run($"Test-LvsDesiredState {File}").ErrorIds);
        Assert.Equal(["FileAccess"], Engine.Run($"Import-LvsDesiredState {_folder.Path}").ErrorIds);
    }

    [Fact]
    public void A_director_is_saved_and_reading_it_back_changes_nothing()
    {
        Given("""
            New-LvsService -Tcp 10.0.0.1:80 -Scheduler sh -SchedulerFlags sh-port -PersistenceTimeout 360 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade -Weight 7
            New-LvsService -Udp '[2001:db8::1]:53' -OnePacket -PassThru | Add-LvsRealServer -Address 2001:db8::2 -UpperThreshold 9
            New-LvsService -FwMark 3
            Set-LvsTimeout -Tcp 77
            Start-LvsSyncDaemon Master eth0 -SyncId 4
            Set-LvsKernelSetting conntrack 1
            Set-LvsKernelSetting sync_threshold '5 60'
            Add-LvsVirtualAddress 10.0.0.1 eth0
            Set-LvsFwMark 3 -Address 10.0.0.1, 10.0.1.0/28 -Tcp 80, 443 -Udp 53
            Enable-LvsFullNat -Tcp 10.0.0.1:80 -SourceAddress 10.0.0.5-10.0.0.9
            Enable-LvsRealServerHost 10.0.0.8 DirectRouting
            """);
        Assert.Empty(Run($"Export-LvsDesiredState {File} -Prune").Output);
        Assert.Empty(Run($"Test-LvsDesiredState {File}").Output);
        Assert.Equal(["True"], Run($"\"$((Compare-LvsState {File}).IsEmpty)\"").Texts);
        Director.ClearLog();
        Assert.Equal(["False"], Run($"\"$((Sync-LvsState {File} -PassThru).Changed)\"").Texts);
        Assert.Empty(Director.Writes);
        Assert.Equal(["10.0.0.8"], Run($"(Import-LvsDesiredState {File}).RealServerHosts.VirtualAddress | ForEach-Object {{ \"$_\" }}").Texts);
    }

    [Fact]
    public void A_document_of_one_director_makes_another_the_same()
    {
        Given("New-LvsService -Tcp 10.0.0.1:80 -Scheduler wrr -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade");
        Run($"Export-LvsDesiredState {File}; Clear-LvsTable; Sync-LvsState {File}");
        Assert.Equal(3, Rules().Count);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_only_where_it_may_be()
    {
        _folder.Write("lvs.yaml", "services: []");
        Assert.Equal(["FileExists"], Engine.Run($"Export-LvsDesiredState {File} -NoClobber").ErrorIds);
        Assert.Equal(["NothingToExport"], Engine.Run($"@() | Export-LvsDesiredState {File}").ErrorIds);
        Assert.Equal("services: []", System.IO.File.ReadAllText(File).TrimEnd());
        Assert.Equal([File], Run($"(New-LvsService -Tcp 10.0.0.1:80 -PassThru | Export-LvsDesiredState {File} -Owner web -PassThru).FullName").Texts);
        Assert.StartsWith("owner: web\n", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ldirectord_monitors_is_the_same_as_YAML()
    {
        string text = """
            checktimeout=3
            virtual=10.0.0.1:21
                real=10.9.0.1:21 gate 2
                real=10.9.0.2:21 gate 1
                fallback=127.0.0.1:21 gate
                service=ftp
                login="me"
                passwd="tell nobody"
            """;
        _folder.Write("ldirectord.cf", text.Split('\n'));
        string secrets = _folder.File("secrets");
        EngineResult result = Run($"$one = ConvertFrom-LvsDirectordConfig {_folder.File("ldirectord.cf")} -WarningAction SilentlyContinue; $yaml = $one | ConvertTo-LvsYaml -SecretFolder {secrets}; $two = ($yaml | ConvertFrom-LvsYaml).Health; $yaml");
        Assert.DoesNotContain("tell nobody", result.Texts.Single(), StringComparison.Ordinal);
        Assert.Contains("passwordFile", result.Texts.Single(), StringComparison.Ordinal);
        Assert.Equal(["10.9.0.1:21 (Ftp) 10.9.0.2:21 (Ftp)", "2 1"], Run("\"$($two.Services.Servers)\"; \"$($two.Services.Servers.RealServer.Weight)\"").Texts);
        Assert.Equal(["InvalidHealthCheck"], Engine.Run("$one | ConvertTo-LvsYaml").ErrorIds);
    }

    [Fact]
    public void A_script_of_a_document_is_run()
    {
        Run("""
            $state = @'
            services:
            - service: tcp://10.0.0.1:80
              realServers: [{ address: 10.9.0.1 }]
              health: { check: { type: script, script: 'param($server) $server.Port -eq 80' } }
            '@ | ConvertFrom-LvsYaml
            New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1
            """);
        Assert.Equal(["True the script gave True"], Run("Get-LvsRealServer -Tcp 10.0.0.1:80 | Test-LvsRealServer -HealthCheck $state.Health.Services[0].Servers[0].Check | ForEach-Object { \"$($_.IsUp) $($_.Reason)\" }").Texts);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }
}
