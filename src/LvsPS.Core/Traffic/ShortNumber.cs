using System.Globalization;

namespace LvsPS;

/// <summary>Numbers for a live table: at most five characters, with units of a thousand. Objects have the exact numbers.</summary>
internal static class ShortNumber
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "-";

    private static readonly string[] s_units = ["", "k", "M", "G", "T", "P", "E"];

    /// <summary>A number.</summary>
    /// <param name="value">The number, not negative; null for none.</param>
    /// <returns>Such as <c>0</c>, <c>0.5</c>, <c>42</c>, <c>9999</c>, <c>12.3k</c>, <c>123M</c>.</returns>
    public static string Format(double? value)
    {
        if (value is not double number)
        {
            return None;
        }

        if (number < 9999.5)
        {
            return number == 0 ? "0"
                : number < 0.05 ? "<0.1"
                : number < 9.95 && Math.Abs(number - Math.Round(number)) >= 0.05 ? number.ToString("0.0", CultureInfo.InvariantCulture)
                : Math.Round(number).ToString("0", CultureInfo.InvariantCulture);
        }

        int unit = 0;
        while (number >= 999.5 && unit < s_units.Length - 1)
        {
            number /= 1000;
            unit++;
        }

        string format = number < 9.995 ? "0.00" : number < 99.95 ? "0.0" : "0";
        return number.ToString(format, CultureInfo.InvariantCulture) + s_units[unit];
    }

    /// <summary>An age, in whole units: a table in which nothing else changes is not drawn ten times a second.</summary>
    /// <param name="age">The time; null for none.</param>
    /// <returns>Such as <c>0s</c>, <c>12s</c>, <c>5m</c>, <c>3h</c>, <c>2d</c>.</returns>
    public static string Format(TimeSpan? age) => age switch
    {
        null => None,
        { TotalSeconds: < 100 } t => string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalSeconds}s"),
        { TotalMinutes: < 100 } t => string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalMinutes}m"),
        { TotalHours: < 48 } t => string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours}h"),
        TimeSpan t => string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalDays}d"),
    };
}
