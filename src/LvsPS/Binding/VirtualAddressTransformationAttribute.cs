using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Takes addresses as text, and objects for their property VirtualAddress: PowerShell would take a whole object for its text before it
/// looks for a property.
/// </summary>
internal sealed class VirtualAddressTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            IEnumerable list and not string => list.Cast<object?>().Select(TextOf).ToArray(),
            _ => new[] { TextOf(inputData) },
        };

    private static string? TextOf(object? item) =>
        (item is PSObject wrapped ? wrapped.BaseObject : item) switch
        {
            null => null,
            string text => text,
            _ => Convert.ToString(PSObject.AsPSObject(item).Properties["VirtualAddress"]?.Value ?? item, CultureInfo.InvariantCulture),
        };
}
