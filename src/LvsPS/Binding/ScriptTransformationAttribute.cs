using System.Management.Automation;
using LvsPS.Jobs;

namespace LvsPS.Binding;

/// <summary>Makes of a script block a check that runs it; the values of $using: variables are taken where it was written.</summary>
internal sealed class ScriptTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is ScriptBlock script
            ? ScriptChecks.CheckOf(ScriptText.Of(script, engineIntrinsics.SessionState))
            : throw new ArgumentTransformationMetadataException($"'{inputData}' is no script block. Write it in braces: {{ ... }}.");
}
