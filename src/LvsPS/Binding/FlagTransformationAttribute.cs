using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes True and False as text, as a CSV file has them, for a switch; PowerShell takes them as values only.</summary>
internal sealed class FlagTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text when string.IsNullOrWhiteSpace(text) => false,
            string text when bool.TryParse(text, out bool value) => value,
            _ => inputData,
        };
}
