using System.Globalization;
using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes $true and $false for 1 and 0, and several values for one with blanks between them.</summary>
internal sealed class SettingValueTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            bool value => value ? "1" : "0",
            SwitchParameter value => value ? "1" : "0",
            string text => text.Trim(),
            System.Collections.IEnumerable list => string.Join(' ', list.Cast<object>().Select(o => Convert.ToString(o, CultureInfo.InvariantCulture))),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
        };
}
