namespace LvsPS;

/// <summary>A line of keepalived.conf as the parser gets it: without its comment, with its parameters replaced.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Place">Where its text begins.</param>
/// <param name="IsReplaced">Whether it was made by a replacement, so that columns in it are not those of the file.</param>
internal readonly record struct KeepalivedLine(string Text, ConfigPlace Place, bool IsReplaced)
{
    /// <summary>The place of a character.</summary>
    /// <param name="index">The character, from 0.</param>
    /// <returns>The place; of a replaced line, where that begins.</returns>
    public ConfigPlace At(int index) => IsReplaced ? Place : Place.At(Place.Column + index);
}
