using System.Management.Automation;
using System.Text.RegularExpressions;

namespace LvsPS.Commands;

/// <summary>
/// Tells of strings that are given for documents what they are: names of files, or the text of a document, as a whole or line by line. A
/// document begins with a key, a remark or another sign of YAML, which no name of a file does; once one has begun, all strings are its
/// lines.
/// </summary>
internal sealed partial class PipedText(PSCmdlet cmdlet)
{
    private readonly List<string> _lines = [];

    /// <summary>Whether a document was begun.</summary>
    public bool HasLines => _lines.Count > 0;

    /// <summary>The text of the document.</summary>
    public string Text => string.Join('\n', _lines);

    /// <summary>Takes a string where it is text.</summary>
    /// <param name="text">The string.</param>
    /// <returns>False where it names files.</returns>
    public bool Take(string text)
    {
        if (_lines.Count == 0 && IsName(text))
        {
            return false;
        }

        _lines.Add(text);
        return true;
    }

    private bool IsName(string text) => !text.Contains('\n', StringComparison.Ordinal)
        && (!Begins().IsMatch(text) || File.Exists(Path.Combine(cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath, text)));

    [GeneratedRegex("""^\s*($|#|---|%|\{|- |["']?[A-Za-z_][\w.-]*["']?\s*:(\s|$))""")]
    private static partial Regex Begins();
}
