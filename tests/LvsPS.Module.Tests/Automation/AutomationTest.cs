using System.Text.Json;
using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Automation;

/// <summary>A test that runs the script behind Ansible's modules at a fresh simulated director.</summary>
public abstract class AutomationTest : EngineTest
{
    private readonly TemporaryFolder _folder = new();

    protected AutomationTest() => Run($"Import-Module {BuiltModule.Folder}/automation/LvsPS.Automation.psm1");

    /// <summary>Runs a module of the collection with its arguments as JSON, and returns its answer.</summary>
    protected JsonElement Ansible(string module, string arguments)
    {
        string line = Run("Invoke-LvsAnsibleFile $args[0] $args[1]", module, _folder.Write("args", arguments)).Texts.Single();
        Xunit.Assert.DoesNotContain('\n', line);
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    /// <summary>Whether a module says that something was changed, or would be.</summary>
    protected bool Changes(string module, string arguments)
    {
        JsonElement answer = Ansible(module, arguments);
        Xunit.Assert.False(answer.TryGetProperty("failed", out _), answer.ToString());
        return answer.GetProperty("changed").GetBoolean();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}
