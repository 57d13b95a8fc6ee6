using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.State;

/// <summary>What people pipe to the cmdlets of documents: what they mean is done, or they are told what to do.</summary>
public sealed class DocumentInputTests : EngineTest
{
    private const string Text = "services:\n- service: tcp://10.0.0.1:80\n  realServers: [ { address: 10.9.0.1 } ]\n  health: { check: { type: tcp } }\n\ntimeouts: { tcp: 900 }\n";

    private readonly TemporaryFolder _folder = new();

    public DocumentInputTests()
    {
        File.WriteAllText(_folder.File("good.yaml"), Text);
        File.WriteAllText(_folder.File("bad.yaml"), "services: [ { sevice: 1 } ]");
        Run("$null = $ExecutionContext.SessionState.Path.SetLocation($args[0]); $text = $args[1]; $file = [pscustomobject]@{ PSPath = \"$($args[0])/good.yaml\" }; $bad = [pscustomobject]@{ PSPath = \"$($args[0])/bad.yaml\" }", _folder.File("."), Text);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("'good.yaml'")]
    [InlineData("$text")]
    [InlineData("$text -split \"`n\"")]
    [InlineData("Import-LvsDesiredState good.yaml")]
    [InlineData("(Import-LvsDesiredState good.yaml).Health")]
    public void Documents_are_taken_in_any_form_by_all(string input)
    {
        Assert.Equal(["2"], Run($"({input} | Compare-LvsState).Changes.Where{{ $_.Target -match '10.0.0.1' }}.Count").Texts);
        Run($"{input} | Sync-LvsState");
        Assert.Equal(["tcp://10.0.0.1:80"], Run("Get-LvsService").Texts);
        Assert.Equal(["True"], Run($"({input} | Compare-LvsState).IsEmpty").Texts);
    }

    [Theory]
    [InlineData("'good.yaml'")]
    [InlineData("$text")]
    [InlineData("$text -split \"`n\"")]
    public void Names_and_texts_are_read_and_tested(string input)
    {
        Assert.Equal(["1"], Run($"({input} | Import-LvsDesiredState).Services.Count").Texts);
        Assert.Equal(["True"], Run($"{input} | Test-LvsDesiredState -Quiet").Texts);
    }

    [Theory]
    [InlineData("'bad.yaml'")]
    [InlineData("$bad")]
    [InlineData("'services: [ { sevice: 1 } ]'")]
    public void A_bad_document_is_told_of_by_all_in_the_same_words(string input)
    {
        Assert.Contains("sevice", string.Join(' ', Run($"{input} | Test-LvsDesiredState").Values("Message")), StringComparison.Ordinal);
        foreach (string cmdlet in new[] { "Import-LvsDesiredState", "Compare-LvsState", "Sync-LvsState" })
        {
            Assert.Contains("sevice", RefusedUntouched($"{input} | {cmdlet}", "DesiredStateInvalid", ErrorCategory.InvalidData).Exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Test-LvsDesiredState")]
    [InlineData("Import-LvsDesiredState")]
    [InlineData("Compare-LvsState")]
    [InlineData("Sync-LvsState")]
    public void A_file_that_is_not_there_is_told_of_by_all(string cmdlet)
    {
        RefusedUntouched($"'missing.yaml' | {cmdlet}", "FileNotFound", ErrorCategory.ObjectNotFound);
        RefusedUntouched($"{cmdlet} missing.yaml", "FileNotFound", ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("Compare-LvsState good.yaml", "Invoke-LvsPlan")]
    [InlineData("Sync-LvsState good.yaml -PassThru -WhatIf", "Undo")]
    [InlineData("Get-LvsService", "-ReferenceService")]
    [InlineData("Get-LvsService | Sent", "-ReferenceService")]
    [InlineData("Get-LvsRealServer", "-ReferenceService")]
    [InlineData("Compare-LvsState good.yaml | Sent", "Invoke-LvsPlan")]
    [InlineData("Get-LvsTimeout", "Import-LvsDesiredState")]
    public void What_is_no_document_is_told_with_what_to_do(string input, string remedy)
    {
        Given("filter Sent { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }; New-LvsService -Tcp 10.0.0.7:80 -PassThru | Add-LvsRealServer -Address 10.9.0.7");
        foreach (string cmdlet in new[] { "Compare-LvsState", "Sync-LvsState" })
        {
            ErrorRecord error = RefusedUntouched($"{input} | {cmdlet}", "DesiredStateInvalid", ErrorCategory.InvalidData);
            Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Start-LvsHealthMonitor good.yaml -WhatIf")]
    [InlineData("Start-LvsHealthMonitor good.yaml -AutoReload -WhatIf")]
    [InlineData("'good.yaml' | Start-LvsHealthMonitor -WhatIf")]
    [InlineData("$file | Start-LvsHealthMonitor -WhatIf")]
    [InlineData("Import-LvsDesiredState good.yaml | Start-LvsHealthMonitor -WhatIf")]
    [InlineData("(Import-LvsDesiredState good.yaml).Health.Services | Start-LvsHealthMonitor -WhatIf")]
    public void A_monitor_takes_files_and_documents(string script) => Assert.Contains("What if: Start a monitor of tcp://10.0.0.1:80.", Run(script).Host);

    [Theory]
    [InlineData("Start-LvsHealthMonitor god.yaml", "InvalidServiceId", "-Path")]
    [InlineData("$text | Start-LvsHealthMonitor", "InvalidServiceId", "ConvertFrom-LvsYaml")]
    [InlineData("Start-LvsHealthMonitor tcp://10.0.0.7:80 -AutoReload", "InvalidHealthDocument", "-Path")]
    [InlineData("ConvertFrom-LvsYaml 'services: []' | Start-LvsHealthMonitor", "InvalidHealthDocument", "check")]
    public void What_cannot_be_monitored_is_told_with_what_to_do(string script, string errorId, string remedy) =>
        Assert.Contains(remedy, RefusedUntouched(script, errorId, ErrorCategory.InvalidArgument).ErrorDetails.RecommendedAction, StringComparison.Ordinal);
}
