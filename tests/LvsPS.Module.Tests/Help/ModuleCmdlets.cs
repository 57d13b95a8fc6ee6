using System.Management.Automation;
using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Help;

/// <summary>The compiled cmdlets of the built module.</summary>
internal static class ModuleCmdlets
{
    private static readonly Lazy<IReadOnlyList<CmdletInfo>> s_all = new(() =>
    {
        using var engine = EngineFixture.WithoutSession();
        return [.. engine.Run("Get-Command -Module LvsPS -CommandType Cmdlet").Succeeded().Output.Select(item => (CmdletInfo)item.BaseObject)];
    });

    public static IReadOnlyList<CmdletInfo> All => s_all.Value;

    public static CmdletInfo Of(string name) => All.Single(cmdlet => cmdlet.Name == name);

    /// <summary>The parameters that are the cmdlet's own, with -WhatIf and -Confirm.</summary>
    public static IEnumerable<ParameterMetadata> OwnParameters(this CmdletInfo cmdlet) =>
        cmdlet.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));
}
