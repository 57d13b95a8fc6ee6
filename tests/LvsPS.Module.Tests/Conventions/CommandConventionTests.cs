using System.Management.Automation;
using System.Reflection;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Conventions;

/// <summary>What holds for every cmdlet, whoever writes the next one.</summary>
public sealed class CommandConventionTests
{
    private static readonly string[] s_changing =
        ["New", "Add", "Set", "Remove", "Clear", "Reset", "Suspend", "Resume", "Import", "Export", "Enable", "Disable", "Start", "Stop", "Sync", "Invoke", "Restore"];

    // A session is a handle of this process, a check says what is asked, and a document what is wanted: none is a director's state.
    private static readonly string[] s_changesNothing = ["New-LvsSession", "New-LvsHealthCheck", "Import-LvsDesiredState"];

    private static readonly string[] s_withoutDirector =
    [
        "New-LvsSession", "Get-LvsSession", "ConvertFrom-LvsRule", "ConvertFrom-LvsDirectordConfig", "ConvertFrom-LvsKeepalivedConfig", "New-LvsHealthCheck", "Get-LvsHealthStatus",
        "Import-LvsDesiredState", "Test-LvsDesiredState", "ConvertFrom-LvsYaml",
    ];

    private static readonly HashSet<string> s_approved =
    [
        .. new[] { typeof(VerbsCommon), typeof(VerbsData), typeof(VerbsLifecycle), typeof(VerbsDiagnostic), typeof(VerbsCommunications), typeof(VerbsSecurity), typeof(VerbsOther) }
            .SelectMany(verbs => verbs.GetFields()).Select(verb => (string)verb.GetRawConstantValue()!),
    ];

    public static TheoryData<string> Names => [.. ModuleCommands.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_verb_is_approved_and_the_noun_is_singular(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        Assert.Contains(cmdlet.Verb, s_approved);
        Assert.StartsWith("Lvs", cmdlet.Noun, StringComparison.Ordinal);
        Assert.True(!cmdlet.Noun.EndsWith('s') || cmdlet.Noun.EndsWith("ss", StringComparison.Ordinal) || cmdlet.Noun is "LvsStats" or "LvsHealthStatus", cmdlet.Noun);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_class_is_sealed_and_named_after_the_cmdlet(string name)
    {
        Type type = ModuleCommands.All[name].ImplementingType;
        Assert.True(type.IsSealed);
        Assert.Equal($"LvsPS.Commands.{name.Replace("-", string.Empty, StringComparison.Ordinal)}Command", type.FullName);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_emits_something_says_its_type(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        bool emits = cmdlet.Verb is "Get" or "ConvertTo" or "ConvertFrom" or "New" or "Checkpoint" or "Watch" or "Measure" or "Test" or "Compare" || cmdlet.Parameters.ContainsKey("PassThru") || cmdlet.Name is "Start-LvsHealthMonitor" or "Import-LvsDesiredState";
        Assert.Equal(emits, cmdlet.OutputType.Count > 0);
        Assert.All(cmdlet.OutputType, type => Assert.NotNull(type.Type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Changing_verbs_support_ShouldProcess_and_never_ask_by_themselves(string name)
    {
        CmdletAttribute attribute = ModuleCommands.AttributeOf(ModuleCommands.All[name]);
        bool changes = s_changing.Contains(attribute.VerbName) && !s_changesNothing.Contains(name);
        Assert.Equal(changes, attribute.SupportsShouldProcess);
        Assert.True(attribute.ConfirmImpact <= ConfirmImpact.Medium);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_there_are_several_parameter_sets_one_is_the_default(string name)
    {
        CmdletInfo cmdlet = ModuleCommands.All[name];
        Assert.True(cmdlet.ParameterSets.Count == 1 || cmdlet.ParameterSets.Count(s => s.IsDefault) == 1);
        Assert.DoesNotContain(cmdlet.ParameterSets, s => s.Name.StartsWith("ParameterSet", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_works_on_a_director_takes_its_session(string name) =>
        Assert.Equal(!s_withoutDirector.Contains(name), ModuleCommands.All[name].Parameters.ContainsKey("Session"));

    [Fact]
    public void The_manifest_exports_what_is_compiled_and_nothing_else()
    {
        Assembly assembly = ModuleCommands.All.Values.First().ImplementingType.Assembly;
        IEnumerable<string> compiled = assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>().Select(a => $"{a.VerbName}-{a.NounName}");
        Assert.Equal(compiled.Order(StringComparer.Ordinal), ModuleCommands.All.Keys.Order(StringComparer.Ordinal));

        using EngineFixture engine = EngineFixture.WithoutSession();
        string listed = "(Test-ModuleManifest $args[0]).ExportedCommands.Keys | ForEach-Object { $_ }";
        Assert.Equal(compiled.Order(StringComparer.Ordinal), engine.Run(listed, BuiltModule.Manifest).Succeeded().Texts.Order(StringComparer.Ordinal));
        Assert.Empty(engine.Run("Get-Alias | Where-Object Source -eq LvsPS").Output);
    }
}
