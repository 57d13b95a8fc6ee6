using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace LvsPS.Jobs;

/// <summary>
/// A script block as it can be run in another runspace: its text, and the values that its expressions with using: had where it was
/// written.
/// </summary>
internal sealed class ScriptText
{
    // By this name the engine finds the values of using: expressions, as for Start-Job and Start-ThreadJob.
    private const string UsingArguments = "--%";

    private readonly Hashtable _using = [];

    private ScriptText(string text) => Text = text;

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>Takes a script that stands in a document, where there are no variables whose values could be taken.</summary>
    /// <param name="text">The script.</param>
    /// <returns>The same for a runspace.</returns>
    public static ScriptText Of(string text) => new(text.Trim());

    /// <summary>Takes a script block.</summary>
    /// <param name="script">The script block.</param>
    /// <param name="state">Where its variables are looked up.</param>
    /// <returns>The same for another runspace.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">It uses more of this runspace than the values of variables.</exception>
    public static ScriptText Of(ScriptBlock script, SessionState state)
    {
        var taken = new ScriptText(script.ToString().Trim());
        foreach (UsingExpressionAst expression in script.Ast.FindAll(a => a is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>())
        {
            if (expression.SubExpression is not VariableExpressionAst variable)
            {
                throw new ArgumentTransformationMetadataException(
                    $"'{expression}' is more than a variable. Put its value into a variable first, and write $using: with that one.");
            }

            string key = Convert.ToBase64String(Encoding.Unicode.GetBytes(expression.ToString().ToLowerInvariant()));
            taken._using[key] = state.PSVariable.GetValue(variable.VariablePath.UserPath);
        }

        return taken;
    }

    /// <summary>Adds it to a pipeline.</summary>
    /// <param name="shell">The pipeline.</param>
    public void AddTo(PowerShell shell)
    {
        _ = shell.AddScript(Text, useLocalScope: true);
        if (_using.Count > 0)
        {
            _ = shell.AddParameter(UsingArguments, _using);
        }
    }

    /// <summary>Its text, in braces.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{{{Text}}}";
}
