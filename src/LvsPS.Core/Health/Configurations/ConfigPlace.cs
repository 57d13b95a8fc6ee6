namespace LvsPS;

/// <summary>Where something stands.</summary>
/// <param name="Path">The file; null for a text that came from none.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
internal readonly record struct ConfigPlace(string? Path, int Line, int Column)
{
    /// <summary>A place in the same line.</summary>
    /// <param name="column">The character, from 1.</param>
    /// <returns>The place.</returns>
    public ConfigPlace At(int column) => this with { Column = column };
}
