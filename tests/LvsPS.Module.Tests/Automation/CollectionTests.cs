using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Automation;

/// <summary>The files of the collection: what Ansible's loader and its oldest core make of them.</summary>
public sealed class CollectionTests
{
    private static readonly string s_folder = Path.Combine(BuiltModule.Folder, "ansible");

    public static TheoryData<string> Modules => ["lvs_state", "lvs_service", "lvs_real_server", "lvs_host"];

    [Fact]
    public void It_has_the_modules_version() =>
        Assert.Contains($"version: {BuiltModule.Version}", File.ReadAllLines(Path.Combine(s_folder, "galaxy.yml")));

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_is_taken_for_one_with_JSON_arguments(string name)
    {
        string text = File.ReadAllText(Path.Combine(s_folder, "plugins/modules", name));

        // With options behind it a core from 2.19 on would look for a program of all these words.
        Assert.StartsWith("#!/usr/bin/pwsh\n", text, StringComparison.Ordinal);
        Assert.Contains("WANT_JSON", text, StringComparison.Ordinal);
        Assert.Contains($"Invoke-LvsAnsibleFile {name} ", text, StringComparison.Ordinal);

        // Any of these would make a core take it for a module of Windows.
        foreach (string mark in new[] { "#Requires", "#AnsibleRequires", "#!powershell", "POWERSHELL_COMMON" })
        {
            Assert.DoesNotContain(mark, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_native_module_is_taken_for_one_of_PowerShell_and_is_told_of_in_the_same_words(string name)
    {
        string path = Path.Combine(s_folder, "plugins/modules/native", name);
        string[] lines = File.ReadAllLines($"{path}.ps1");
        Assert.Equal(["#!powershell", "#AnsibleRequires -CSharpUtil Ansible.Basic"], lines.Take(2));
        Assert.Contains(lines, line => line.Contains($"Get-LvsAnsibleSpec {name})", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllText(Path.Combine(s_folder, "plugins/modules", $"{name}.yml")), File.ReadAllText($"{path}.yml"));
    }
}
