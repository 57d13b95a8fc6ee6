using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace LvsPS.Shell.Running;

/// <summary>
/// The statement that runs a script file, as somebody would type it. As a statement, and not as a bare command of the
/// pipeline, since only then does $? tell an <c>exit N</c> of the script from a native command that failed within it.
/// </summary>
internal static partial class ScriptInvocation
{
    /// <summary>
    /// Arguments are read as pwsh -File reads them: a token with a dash is a parameter's name, <c>-Name:value</c> is both,
    /// <c>-Switch:$false</c> is a truth value, all else is text, and never code. Whether a name takes the token after it is
    /// for the engine's binder to decide, since only the script knows its switches.
    /// </summary>
    internal static string Statement(string path, IEnumerable<string> arguments, bool fromInput)
    {
        // The dot runs it in the global scope, where pwsh runs it.
        var text = new StringBuilder(fromInput ? "$input | . " : ". ").Append(Quote(path));
        foreach (var argument in arguments)
        {
            text.Append(' ').Append(ParameterName().Match(argument) is { Success: true } match ? Parameter(match) : Quote(argument));
        }

        return text.ToString();
    }

    private static string Parameter(Match match)
    {
        var name = match.Groups["name"].Value;
        var value = match.Groups["value"];
        return value.Length == 0 ? name : value.Value.ToUpperInvariant() is "$TRUE" or "$FALSE" ? $"{name}:{value}" : $"{name}:{Quote(value.Value)}";
    }

    private static string Quote(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";

    [GeneratedRegex(@"^(?<name>-[\p{L}_?][\w?]*)(:(?<value>.*))?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();
}
