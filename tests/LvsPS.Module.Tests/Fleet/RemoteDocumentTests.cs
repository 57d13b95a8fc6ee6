using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Fleet;

/// <summary>A document that another process read wants here what it wants there.</summary>
public sealed class RemoteDocumentTests : EngineTest
{
    private const string Sent = """
        filter Sent { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }
        $other = New-LvsSession -Simulated -Name other
        """;

    private static readonly string s_examples = Path.Combine(BuiltModule.Root, "docs", "examples");

    public RemoteDocumentTests() => Run(Sent);

    public static TheoryData<string> Examples => [.. Directory.GetFiles(s_examples, "*.yaml").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_are_written_as_the_same_text_and_are_equal(string example) => Assert.Equal(
        ["True", "True"],
        Run(
            """
            $document = Import-LvsDesiredState $args[0] -WarningAction Ignore
            $sent = $document | Sent
            ($sent | ConvertTo-LvsYaml) -ceq ($document | ConvertTo-LvsYaml)
            (ConvertFrom-LvsYaml ($sent | ConvertTo-LvsYaml) -WarningAction Ignore) -eq (ConvertFrom-LvsYaml ($document | ConvertTo-LvsYaml) -WarningAction Ignore)
            """,
            Path.Combine(s_examples, example)).Texts);

    [Theory]
    [InlineData("dns.yaml")]
    [InlineData("fullnat.yaml")]
    [InlineData("health.yaml")]
    [InlineData("web.yaml")]
    public void Documents_are_compared_and_applied_as_they_are_themselves(string example) => Assert.Equal(
        ["True", "False", "True", "True", "True"],
        Run(
            """
            $document = Import-LvsDesiredState $args[0] -WarningAction Ignore
            $sent = $document | Sent
            "$(($sent | Compare-LvsState).Changes)" -ceq "$((Compare-LvsState -DesiredState $document).Changes)"
            (Compare-LvsState -DesiredState $sent).IsEmpty
            $sent | Sync-LvsState -WarningAction Ignore
            Sync-LvsState -DesiredState $document -Session $other -WarningAction Ignore
            (ConvertTo-LvsYaml) -ceq (ConvertTo-LvsYaml -Session $other)
            ($document | Compare-LvsState).IsEmpty
            ($sent | Compare-LvsState).IsEmpty
            """,
            Path.Combine(s_examples, example)).Texts);

    [Fact]
    public void What_a_run_did_names_the_file_there() => Assert.Equal(
        ["True"],
        Run("(Import-LvsDesiredState $args[0] | Sent | Sync-LvsState -PassThru).Source -ceq $args[0]", Path.Combine(s_examples, "web.yaml")).Texts);

    [Fact]
    public void Several_are_piped_and_one_is_exported()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            ["2", "True"],
            Run(
                """
                $sent = Import-LvsDesiredState "$($args[0])/web.yaml", "$($args[0])/fullnat.yaml" | Sent
                @($sent | Compare-LvsState).Count
                $sent[0] | Export-LvsDesiredState $args[1]
                (Import-LvsDesiredState $args[1]) -eq (Import-LvsDesiredState "$($args[0])/web.yaml")
                """,
                s_examples,
                folder.File("copy.yaml")).Texts);
    }

    [Fact]
    public void A_password_that_stands_in_no_file_is_not_sent_and_that_is_said()
    {
        Run("""
            $credential = [pscredential]::new('check', [System.Net.NetworkCredential]::new('', 'hunter2-secret').SecurePassword)
            $check = New-LvsHealthCheck -Http -Credential $credential
            $document = ConvertFrom-LvsYaml "services: [ { service: 'tcp://10.0.0.1:80', realServers: [ { address: 10.9.0.1 } ], health: { check: { type: http } } } ]"
            $server = $document.Health.Services[0].Servers[0]
            $server.GetType().GetProperty('Check').SetValue($server, $check)
            """);
        Assert.Equal(
            ["False", "False", "False"],
            Run("1, 2, 6 | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($document, $_).Contains('hunter2') }").Texts);
        Assert.Equal(["True"], Run("$sent = $document | Sent; $null -eq $sent.Yaml").Texts);
        foreach (string line in new[] { "$sent | Sync-LvsState", "Compare-LvsState -DesiredState $sent" })
        {
            ErrorRecord error = RefusedUntouched(line, "DesiredStateInvalid", ErrorCategory.InvalidData);
            Assert.Contains("password", error.Exception.Message, StringComparison.Ordinal);
            Assert.Contains("-SecretFolder", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }

        IEnumerable<string> ids = Engine.Run("$sent | ConvertTo-LvsYaml").Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(["DesiredStateInvalid", "DependencyFailed"], ids);
    }

    [Fact]
    public void A_text_that_was_changed_on_the_way_is_read_like_any_other()
    {
        Run("$sent = ConvertFrom-LvsYaml 'services: []' | Sent; $sent.Yaml = 'services: [ { service: nonsense } ]'");
        RefusedUntouched("$sent | Sync-LvsState", "DesiredStateInvalid", ErrorCategory.InvalidData);
    }
}
