using System.Globalization;
using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>
/// Refuses numbers with a fraction, which PowerShell would round in silence. An empty text, as an empty column of a CSV file
/// gives it, is no 0, but as if nothing were said.
/// </summary>
internal sealed class WholeNumberTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            System.Collections.IEnumerable list and not string => list.Cast<object?>().Select(One).ToArray(),
            object value => One(value),
            null => null,
        };

    private static object? One(object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        switch (value)
        {
            case string text when string.IsNullOrWhiteSpace(text):
                return null;
            case string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number):
                return Whole(number, text);
            case float or double or decimal:
                return Whole(Convert.ToDecimal(value, CultureInfo.InvariantCulture), value);
            default:
                return value;
        }
    }

    private static decimal Whole(decimal number, object given) => decimal.IsInteger(number)
        ? number
        : throw new ArgumentTransformationMetadataException($"{given} is no whole number.");
}
