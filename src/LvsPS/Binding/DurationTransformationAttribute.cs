using System.Globalization;
using System.Management.Automation;

namespace LvsPS.Binding;

/// <summary>Takes a number or '5' as seconds, '500ms', '5s', '5m', '2h', '1d', or a TimeSpan.</summary>
internal sealed class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly (string Suffix, double Seconds)[] s_units =
    [
        ("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400), (string.Empty, 1),
    ];

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null!,
            TimeSpan time => time,
            string text when string.IsNullOrWhiteSpace(text) => null!,
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && text.Contains(':') => time,
            string text => TryParse(text) ?? throw Invalid(text),

            // PowerShell reads a bare 5d as the decimal number 5; what was typed is still to be had from its wrapper.
            _ => (inputData is PSObject typed ? TryParse(typed.ToString()) : null)
                ?? TryParse(Convert.ToString(value, CultureInfo.InvariantCulture)!)
                ?? throw Invalid(value),
        };
    }

    private static TimeSpan? TryParse(string text)
    {
        foreach ((string suffix, double seconds) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && number >= 0 && number * seconds < TimeSpan.MaxValue.TotalSeconds)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        return null;
    }

    private static ArgumentTransformationMetadataException Invalid(object given) =>
        new($"'{given}' is no duration. Write seconds (5), or a number with a unit: 500ms, 5s, 5m, 2h, 1d.");
}
