using System.Management.Automation;
using LvsPS.Jobs;

namespace LvsPS.Loading;

/// <summary>What happens when the module is imported: the loading of its dependencies is prepared, and nothing else.</summary>
/// <remarks>PowerShell makes one of these for each import, in each runspace.</remarks>
public sealed class ModuleLifetime : IModuleAssemblyInitializer
{
    /// <summary>Prepares the loading of the dependencies; after the first time in a process this does nothing.</summary>
    public void OnImport()
    {
        DependencyLoading.Install();
        HealthScripts.CheckOf = static text => ScriptChecks.CheckOf(ScriptText.Of(text));
        HealthScripts.ActionOf = static text => ScriptChecks.ActionOf(ScriptText.Of(text));

        // PowerShell finds types by name in loaded assemblies only, and [LvsPS.LvsServiceId] is to work before any cmdlet has run.
        GC.KeepAlive(typeof(LvsServiceId));
    }
}
