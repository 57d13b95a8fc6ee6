using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>Start-LvsHealthMonitor -Path: monitors of configuration files, which may change meanwhile, and the logs that these name.</summary>
public sealed class MonitorFileTests : MonitorTest
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("monitored.cf");

    [Fact]
    public void Each_language_is_known_by_what_stands_in_the_file()
    {
        Directord("autoreload=no", 3);
        Run($"Start-LvsHealthMonitor -Path '{File}' -Name directord");
        Keepalived("TCP_CHECK { connect_timeout 1 }");
        Run($"Start-LvsHealthMonitor -Path '{_folder.File("moni*.cf")}' -Name keepalived");
        Until("(Get-LvsHealthStatus).Where({ $_.State -eq 'Up' }).Count -eq 2");
        Assert.Equal([File, File], Run("(Get-Job).Document.Path").Texts);
        Listener.Stop();
        Until("'Down' -in (Get-Job directord | Receive-Job -Keep).Kind -and 'Down' -in (Get-Job keepalived | Receive-Job -Keep).Kind");
    }

    [Fact]
    public void A_file_comes_by_the_pipeline_too()
    {
        Directord("autoreload=no", 3);
        Run($"Start-LvsHealthMonitor -LiteralPath '{File}'; [pscustomobject]@{{ PSPath = '{File}' }} | Start-LvsHealthMonitor");
        Assert.Equal([File, File], Run("(Get-Job).Document.Path").Texts);
    }

    [Fact]
    public void A_changed_file_is_taken_over_and_servers_keep_their_state()
    {
        Directord("autoreload=yes", 3);
        Run($"$job = Start-LvsHealthMonitor -Path '{File}'");
        Until("(Get-LvsHealthStatus).Successes -gt 0");
        Run("$since = (Get-LvsHealthStatus).Since");
        Directord("autoreload=yes", 75);
        Becomes(Server(75));
        Until("'Replaced' -in ($job | Receive-Job -Keep).Kind");
        Assert.Equal(["True"], Run("\"$((Get-LvsHealthStatus).Since -eq $since)\"").Texts);
        Assert.DoesNotContain("Down", Kinds());
    }

    [Fact]
    public void The_document_of_a_monitor_is_synchronised_beside_it_and_brings_no_dead_server_back()
    {
        Document(3, "scheduler: wlc", "fallback: { address: 127.0.0.9, port: 80, forwarding: masquerade }, ");
        Run($"$job = Start-LvsHealthMonitor -Path '{File}'");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Assert.Equal(["True 0"], Run($"$plan = Compare-LvsState '{File}'; \"$($plan.IsEmpty) $($plan.LeftAlone.Count)\"").Texts);
        Listener.Stop();
        Becomes("-a -t 10.0.0.1:80 -r 127.0.0.9:80 -m -w 1");
        Assert.Equal(["True"], Run($"\"$((Compare-LvsState '{File}').IsEmpty)\"").Texts);
        EngineResult synchronised = Run($"Sync-LvsState '{File}' -PassThru -Verbose");
        Assert.Equal(false, Assert.Single(synchronised.Output).Properties["Changed"].Value);
        Assert.Contains($"Real server 127.0.0.1:{Listener.Port} of tcp://10.0.0.1:80 is not added: a health monitor holds it out of the table.", synchronised.Verbose);
        Assert.Equal(["-a -t 10.0.0.1:80 -r 127.0.0.9:80 -m -w 1"], Rules().Skip(1));
        Assert.Equal(
            [
                $"Real server 127.0.0.1:{Listener.Port} of tcp://10.0.0.1:80 is not in the document: a health monitor holds it out of the table.",
                "Real server 127.0.0.9:80 of tcp://10.0.0.1:80 is in the document only because a health monitor has it answer as the fallback.",
            ],
            Run($"Export-LvsDesiredState '{_folder.File("live.yaml")}'").Warnings);
        Run("$job | Stop-Job");
        Run($"Sync-LvsState '{File}'");
        Assert.Equal([Server(3)], Rules().Skip(1));
    }

    [Fact]
    public void A_broken_file_is_told_and_the_old_one_goes_on()
    {
        Directord("autoreload=no", 3);
        Run($"$job = Start-LvsHealthMonitor -Path '{File}' -AutoReload");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Directord("frobnicate=yes", 75);
        Until("'Rejected' -in ($job | Receive-Job -Keep).Kind");
        Assert.Contains($"{File}:1:1: ", Run("($job | Receive-Job -Keep).Where({ $_.Kind -eq 'Rejected' }).Reason").Texts.Single(), StringComparison.Ordinal);
        Assert.Equal([Server(3)], Rules().Skip(1));
        Directord("# mended", 75);
        Becomes(Server(75));
    }

    [Fact]
    public void A_document_of_YAML_is_monitored_and_a_changed_one_is_taken_over()
    {
        Document(3);
        Run($"$job = Start-LvsHealthMonitor -Path '{File}'");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Document(75);
        Becomes(Server(75));
        Document(75, "sheduler: rr");
        Until("'Rejected' -in ($job | Receive-Job -Keep).Kind");
        Assert.Contains($"{File}:4:3: ", Run("($job | Receive-Job -Keep).Where({ $_.Kind -eq 'Rejected' }).Reason").Texts.Single(), StringComparison.Ordinal);
        Document(9);
        Becomes(Server(9));
    }

    [Fact]
    public void A_document_of_YAML_without_a_check_or_with_a_fault_starts_nothing()
    {
        _folder.Write("monitored.cf", "services:", "- service: tcp://10.0.0.1:80", "  realServers: []");
        Assert.Equal(["HealthFileSyntax"], Engine.Run($"Start-LvsHealthMonitor -Path '{File}'").ErrorIds);
        _folder.Write("monitored.cf", "services:", "- service: tcp://10.0.0.1:80", "  realServers: [{ address: 127.0.0.1 }]", "  health: { check: { type: http, credential: { user: a, passwordFile: none } } }");
        Assert.Contains("none of the password cannot be read", Fails($"Start-LvsHealthMonitor -Path '{File}'", "HealthFileSyntax", ErrorCategory.ParserError).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void Doubts_about_a_changed_file_are_warnings_of_the_job()
    {
        Directord("autoreload=yes", 3);
        Run($"$job = Start-LvsHealthMonitor -Path '{File}'");
        Directord("autoreload=yes\nexecute=other.cf", 75);
        Until("'Replaced' -in ($job | Receive-Job -Keep).Kind");
        Assert.Contains(Run("$job | Receive-Job").Warnings, w => w.StartsWith($"{File}:2:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_that_was_read_from_a_file_knows_it()
    {
        Directord("autoreload=no", 3);
        Run($"ConvertFrom-LvsDirectordConfig '{File}' | Start-LvsHealthMonitor -AutoReload");
        Until("(Get-LvsHealthStatus).State -eq 'Up'");
        Directord("autoreload=no", 75);
        Becomes(Server(75));
    }

    [Fact]
    public void All_faults_are_errors_with_their_places_and_nothing_is_started()
    {
        Directord("frobnicate=yes\ncheckinterval=0", 3);
        EngineResult result = Engine.Run($"Start-LvsHealthMonitor -Path '{File}'");
        Assert.Equal(["HealthFileSyntax", "HealthFileSyntax"], result.ErrorIds);
        Assert.Equal(
            ["1:1", "2:15"],
            result.Errors.Select(e => e.TargetObject).Cast<dynamic>().Select(d => (string)FormattableString.Invariant($"{(int)d.Line}:{(int)d.Column}")));
        Assert.Empty(result.Output);
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void Doubts_are_warnings_with_their_places_each_once()
    {
        Directord("execute=other.cf", 3);
        Assert.Contains($"{File}:1:", Assert.Single(Run($"Start-LvsHealthMonitor -Path '{File}'").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_such_file_is_an_error()
    {
        Fails($"Start-LvsHealthMonitor -Path '{File}'", "FileNotFound", ErrorCategory.ObjectNotFound);
        Fails($"Start-LvsHealthMonitor -Path '{_folder.Path}'", "FileAccess", ErrorCategory.PermissionDenied);
        Fails($"Start-LvsHealthMonitor -Path '{_folder.Write("hello", "hello")}'", "HealthFileSyntax", ErrorCategory.ParserError);
        Fails($"Start-LvsHealthMonitor -Path '{_folder.File("*.none")}'", "FileNotFound", ErrorCategory.ObjectNotFound);
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void A_document_of_no_file_cannot_be_reloaded()
    {
        Directord("autoreload=no", 3);
        Fails(
            $"[IO.File]::ReadAllLines('{File}') | ConvertFrom-LvsDirectordConfig | Start-LvsHealthMonitor -AutoReload", "InvalidHealthDocument", ErrorCategory.InvalidArgument);
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void Nothing_is_started_by_WhatIf()
    {
        Directord("autoreload=yes", 3);
        Assert.Empty(Run($"Start-LvsHealthMonitor -Path '{File}' -WhatIf").Output);
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void The_logs_that_a_file_names_are_written_and_may_be_moved_away()
    {
        string log = _folder.File("directord.log");
        string checks = _folder.File("checks.log");
        Directord($"logfile=\"{log}\"", 3, $"    monitorfile=\"{checks}\"");
        Run($"$job = Start-LvsHealthMonitor -Path '{File}'");
        Until($"[IO.File]::Exists('{checks}') -and [IO.FileInfo]::new('{checks}').Length -gt 0");
        System.IO.File.Move(checks, $"{checks}.1");
        System.IO.File.Move(log, $"{log}.1");
        Listener.Stop();
        Until($"[IO.File]::Exists('{checks}') -and [IO.File]::ReadAllText('{checks}').Contains('[down]')");
        Run("$job | Stop-Job");
        string day = @"^\[\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\] \[\d+\] ";
        Assert.Matches($@"{day}127\.0\.0\.1 {Listener.Port} \[up\] connected$", System.IO.File.ReadAllLines($"{checks}.1")[0]);
        Assert.Matches($@"{day}127\.0\.0\.1 {Listener.Port} \[down\] connection refused$", System.IO.File.ReadAllLines(checks)[^1]);
        Assert.Contains(" Started monitor", System.IO.File.ReadAllText($"{log}.1"), StringComparison.Ordinal);
        Assert.EndsWith(" Stopped monitor", System.IO.File.ReadAllLines(log)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_checks_that_cannot_be_written_is_an_error_and_nothing_is_started()
    {
        Directord("autoreload=no", 3, "    monitorfile=\"/nowhere/at/all.log\"");
        Fails($"Start-LvsHealthMonitor -Path '{File}'", "FileAccess", ErrorCategory.PermissionDenied);
        Assert.Empty(Run("Get-Job").Output);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    private void Directord(string first, int weight, params string[] more) => _folder.Write(
        "monitored.cf",
        [first, "checkinterval=1", "checktimeout=1", "quiescent=no", "virtual=10.0.0.1:80", $"    real=127.0.0.1:{Listener.Port} masq {weight}", "    checktype=connect", "    scheduler=wlc", .. more]);

    private void Document(int weight, string more = "scheduler: wlc", string health = "") => _folder.Write(
        "monitored.cf",
        "health: { autoReload: true }",
        "services:",
        "- service: tcp://10.0.0.1:80",
        $"  {more}",
        "  realServers:",
        FormattableString.Invariant($"  - {{ address: 127.0.0.1, port: {Listener.Port}, forwarding: masquerade, weight: {weight} }}"),
        $"  health: {{ {health}interval: 1, check: {{ type: tcp, timeout: 1 }} }}");

    private void Keepalived(string check) => _folder.Write(
        "monitored.cf",
        "virtual_server 10.0.0.1 80 {",
        " delay_loop 1",
        " lvs_sched wlc",
        " lvs_method NAT",
        " protocol TCP",
        $" real_server 127.0.0.1 {Listener.Port} {{",
        "  weight 3",
        $"  {check}",
        " }",
        "}");
}
