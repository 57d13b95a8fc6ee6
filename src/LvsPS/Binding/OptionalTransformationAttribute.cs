using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes an empty text, as an empty column of a CSV file gives it, as if nothing were said.</summary>
internal sealed class OptionalTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && string.IsNullOrWhiteSpace(text) ? null : inputData;
}
