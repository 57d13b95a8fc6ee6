using System.Management.Automation;
using System.Reflection;
using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Conventions;

/// <summary>The cmdlets of the built module as the engine sees them, for tests that hold all of them to the same rules.</summary>
internal static class ModuleCommands
{
    /// <summary>The cmdlets by name.</summary>
    public static IReadOnlyDictionary<string, CmdletInfo> All { get; } = Load();

    /// <summary>The parameters that are a cmdlet's own.</summary>
    public static IEnumerable<ParameterMetadata> Parameters(CmdletInfo cmdlet) => cmdlet.Parameters.Values.Where(p =>
        !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name));

    /// <summary>The attributes of a cmdlet's class.</summary>
    public static CmdletAttribute AttributeOf(CmdletInfo cmdlet) => cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;

    /// <summary>Whether a parameter takes values from the pipeline, in any of its sets.</summary>
    public static bool TakesPipeline(ParameterMetadata parameter) =>
        parameter.ParameterSets.Values.Any(s => s.ValueFromPipeline || s.ValueFromPipelineByPropertyName);

    private static Dictionary<string, CmdletInfo> Load()
    {
        // The engine stays open as long as the tests: a command's parameters are looked up in it.
        EngineFixture engine = EngineFixture.WithoutSession();
        return engine.Run("Get-Command -Module LvsPS").Succeeded().Output.Select(o => (CmdletInfo)o.BaseObject).ToDictionary(c => c.Name);
    }
}
