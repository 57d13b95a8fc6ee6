using System.Globalization;

namespace LvsPS;

/// <summary>Numbers for the columns of tables. Objects have the exact ones.</summary>
public static class LvsNumber
{
    /// <summary>A number as it fits a column: exact where there is room, else with a unit of a thousand.</summary>
    /// <param name="value">The number, not negative; null for none.</param>
    /// <param name="width">The column's width, five at least.</param>
    /// <returns>Such as <c>-</c>, <c>1234567</c>, <c>0.5</c> or <c>1.23G</c>.</returns>
    public static string Fit(IFormattable? value, int width)
    {
        string exact = value?.ToString("0.#", CultureInfo.InvariantCulture) ?? ShortNumber.None;
        return exact.Length <= width ? exact : ShortNumber.Format(Convert.ToDouble(value, CultureInfo.InvariantCulture));
    }
}
