using System.Management.Automation;

namespace LvsPS.Module.Tests.Engine;

/// <summary>What a script gave, stream by stream.</summary>
/// <param name="Output">What it wrote to the pipeline.</param>
/// <param name="Errors">Its errors; one that ended it is the last.</param>
/// <param name="Terminated">True when an error ended it.</param>
/// <param name="Warnings">The texts of its warnings.</param>
/// <param name="Verbose">The texts that -Verbose gave.</param>
/// <param name="Debug">The texts that -Debug gave.</param>
/// <param name="Host">The lines that went to the host, as those of -WhatIf do.</param>
public sealed record EngineResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    bool Terminated,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<string> Host)
{
    /// <summary>The ids of the errors, without the names of the cmdlets that gave them.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

    /// <summary>The output as text, object by object.</summary>
    public IEnumerable<string> Texts => Output.Select(item => item?.ToString() ?? "");

    /// <summary>The values of a property of the output.</summary>
    public IEnumerable<object?> Values(string property) => Output.Select(item => item.Properties[property]?.Value);

    /// <summary>Fails with the errors, where there are any; for scripts that must give none.</summary>
    public EngineResult Succeeded()
    {
        Xunit.Assert.True(Errors.Count == 0, string.Join('\n', Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}\n{error.ScriptStackTrace}")));
        return this;
    }
}
