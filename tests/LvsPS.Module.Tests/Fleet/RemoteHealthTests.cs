using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>Checks and health documents that another process made do here what they do there.</summary>
public sealed class RemoteHealthTests : EngineTest
{
    private const string Document = """
        services:
        - service: tcp://10.0.0.1:80
          realServers: [ { address: 10.9.0.1 }, { address: 10.9.0.2, health: { check: { type: ping } } } ]
          health: { check: { type: http, path: /alive, statusCodes: [200, 301-302] }, interval: 7s, fall: 3, onDown: { script: "'gone'" } }
        - service: tcp://10.0.0.2:80
          realServers: [ { address: 10.9.0.1 } ]
          health: { check: { type: script, script: "$true" }, mail: { to: [ops@example.org] } }
        health: { logPath: /var/log/lvs.log }
        """;

    public RemoteHealthTests() => Run(
        """
        filter Sent { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }
        $document = ConvertFrom-LvsYaml $args[0]
        $secret = [pscredential]::new('check', [System.Net.NetworkCredential]::new('', 'hunter2-secret').SecurePassword)
        """,
        Document);

    [Theory]
    [InlineData("-Tcp -Port 81 -Timeout 2s")]
    [InlineData("-Http -Path /alive -Match CentOS -Status 200, 301-302")]
    [InlineData("-Https -SkipCertificateCheck -Address 10.9.0.9")]
    [InlineData("-Ping -Count 3")]
    [InlineData("-Udp")]
    [InlineData("-Expect '^220'")]
    [InlineData("-Preset Redis")]
    [InlineData("-Dns -Name example.org")]
    [InlineData("-Smtp")]
    [InlineData("-Ldap")]
    [InlineData("-Command /bin/true -ArgumentList a, b")]
    [InlineData("-ScriptBlock { $true }")]
    [InlineData("-Off")]
    [InlineData("-Any (New-LvsHealthCheck -Tcp), (New-LvsHealthCheck -Ping)")]
    public void Checks_bind_again(string kind) => Assert.Equal(
        ["True", "True"],
        Run($$"""
            $check = New-LvsHealthCheck {{kind}}
            $again = (New-LvsHealthCheck -All ($check | Sent)).Checks[0]
            $again.GetType() -eq $check.GetType()
            $again.Yaml -ceq $check.Yaml
            """).Texts);

    [Fact]
    public void A_check_that_was_sent_is_run() => Assert.Equal(
        ["True", "False"],
        Run("""
            New-LvsHealthCheck -On | Sent | ForEach-Object { (Test-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -HealthCheck $_).IsUp }
            New-LvsHealthCheck { $false } | Sent | ForEach-Object { (Test-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -HealthCheck $_).IsUp }
            """).Texts);

    [Theory]
    [InlineData("$document.Health")]
    [InlineData("$document.Health | Sent")]
    [InlineData("$document.Health.Services")]
    [InlineData("$document.Health.Services | Sent")]
    [InlineData("$document")]
    [InlineData("$document | Sent")]
    public void What_is_to_be_monitored_is_monitored_by_one_job(string input)
    {
        string line = Assert.Single(Run($"{input} | Start-LvsHealthMonitor -WhatIf").Host, l => l.StartsWith("What if", StringComparison.Ordinal));
        Assert.Equal("What if: Start a monitor of tcp://10.0.0.1:80, tcp://10.0.0.2:80.", line);
    }

    [Theory]
    [InlineData("$document.Health")]
    [InlineData("$document.Health | Sent")]
    [InlineData("$document")]
    public void Health_documents_are_written_as_the_same_text(string input) => Assert.Equal(
        ["True"], Run($"({input} | ConvertTo-LvsYaml) -ceq ($document | ConvertTo-LvsYaml)").Texts);

    [Fact]
    public void Services_of_a_health_document_become_one_document() => Assert.Equal(
        ["2", "True"],
        Run("""
            ((ConvertFrom-LvsYaml ($document.Health.Services | Sent | ConvertTo-LvsYaml)).Services).Count
            ($document.Health.Services | Sent | ConvertTo-LvsYaml) -ceq ($document.Health.Services | ConvertTo-LvsYaml)
            """).Texts);

    [Fact]
    public void What_is_run_at_an_event_binds_again() => Assert.Contains(
        "What if: Start a monitor of tcp://10.0.0.7:80.",
        Run("""
            New-LvsService -Tcp 10.0.0.7:80
            Start-LvsHealthMonitor tcp://10.0.0.7:80 -OnDown ($document.Health.Services[0].OnDown | Sent) -OnUp ([LvsPS.LvsHealthAction]::ForExecutable('/bin/true', 'a') | Sent) -WhatIf
            """).Host);

    [Fact]
    public void A_password_that_stands_in_no_file_is_not_sent_and_that_is_said()
    {
        Run("""
            $check = New-LvsHealthCheck -Http -Credential $secret
            New-LvsService -Tcp 10.0.0.7:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1
            $server = $document.Health.Services[0].Servers[0]
            $server.GetType().GetProperty('Check').SetValue($server, $check)
            """);
        Assert.Equal(
            ["False", "False", "False", "False"],
            Run("$check, $document.Health, $document.Health.Services, $document | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, 6).Contains('hunter2') }").Texts);
        Lost("Test-LvsRealServer tcp://10.0.0.7:80 -HealthCheck ($check | Sent)", "InvalidHealthCheck");
        Lost("New-LvsHealthCheck -All ($check | Sent), (New-LvsHealthCheck -Tcp)", "InvalidHealthCheck");
        Lost("Start-LvsHealthMonitor tcp://10.0.0.7:80 -HealthCheck ($check | Sent)", "InvalidHealthCheck");
        Lost("$document.Health | Sent | Start-LvsHealthMonitor", "InvalidHealthDocument");
        Lost("$document.Health.Services[0] | Sent | Start-LvsHealthMonitor", "InvalidHealthDocument");
        Assert.Empty(Run("Get-Job").Output);
    }

    [Fact]
    public void A_file_of_a_password_must_be_there_where_it_is_used()
    {
        using var folder = new TemporaryFolder();
        string text = "services: [ { service: 'tcp://10.0.0.1:80', realServers: [ { address: 10.9.0.1 } ], health: { check: { type: http, credential: { user: check, passwordFile: " + folder.File("secret") + " } } } } ]";
        Run("$document = ConvertFrom-LvsYaml $args[0] -WarningAction Ignore; $check = $document.Health.Services[0].Servers[0].Check", text);
        Assert.Contains("secret", RefusedUntouched("$document.Health | Sent | Start-LvsHealthMonitor", "DesiredStateInvalid", ErrorCategory.InvalidData).Exception.Message, StringComparison.Ordinal);
        Assert.Contains("secret", RefusedUntouched("Test-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -HealthCheck ($check | Sent)", "InvalidHealthCheck", ErrorCategory.InvalidArgument).Exception.Message, StringComparison.Ordinal);
        File.WriteAllText(folder.File("secret"), "hunter2\n");
        Assert.Equal(["check hunter2"], Run("""
            $again = (New-LvsHealthCheck -All ($check | Sent)).Checks[0]
            $credential = $again.GetType().GetProperty('Credential', [System.Reflection.BindingFlags]'Instance, NonPublic, Public').GetValue($again)
            "$($credential.UserName) $($credential.Password)"
            """).Texts);
    }

    [Fact]
    public void A_text_that_was_changed_on_the_way_is_read_like_any_other()
    {
        Run("$sent = New-LvsHealthCheck -Http | Sent; $sent.Yaml = 'type: htp'");
        Assert.Contains("htp", RefusedUntouched("Test-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -HealthCheck $sent", "InvalidHealthCheck", ErrorCategory.InvalidArgument).Exception.Message, StringComparison.Ordinal);
        Run("$sent = $document.Health | Sent; $sent.Yaml = 'services: []'");
        RefusedUntouched("$sent | Start-LvsHealthMonitor", "InvalidHealthDocument", ErrorCategory.InvalidArgument);
    }

    private void Lost(string script, string errorId)
    {
        ErrorRecord error = RefusedUntouched(script, errorId, ErrorCategory.InvalidArgument);
        Assert.Contains("password", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-SecretFolder", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }
}
