using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>ConvertTo-LvsYaml: a wanted state, what is to be monitored, or a director as it is, as YAML.</summary>
[Cmdlet(VerbsData.ConvertTo, "LvsYaml")]
[OutputType(typeof(string))]
public sealed class ConvertToLvsYamlCommand : LvsDocumentInputCommand
{
    /// <inheritdoc/>
    private protected override void Write(IReadOnlyList<LvsDesiredState> states)
    {
        foreach (LvsDesiredState state in states)
        {
            Try(() => WriteObject(TextOf(state)));
        }
    }
}
