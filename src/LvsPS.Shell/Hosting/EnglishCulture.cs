using System.Globalization;

namespace LvsPS.Shell.Hosting;

/// <summary>
/// English with the invariant culture's data, which is all that a machine without ICU has. The engine looks for help in the folder of
/// its name, and breaks lines between words only for languages that it knows, by this two-letter name.
/// </summary>
internal sealed class EnglishCulture : CultureInfo
{
    internal EnglishCulture()
        : base("en-US")
    {
    }

    /// <inheritdoc/>
    public override string TwoLetterISOLanguageName => "en";
}
