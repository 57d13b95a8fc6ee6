using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>ConvertFrom-LvsYaml: the text of a document of the wanted state as an object.</summary>
[Cmdlet(VerbsData.ConvertFrom, "LvsYaml")]
[OutputType(typeof(LvsDesiredState))]
public sealed class ConvertFromLvsYamlCommand : LvsCommand
{
    private readonly List<string> _lines = [];

    /// <summary>The text, each line a string or all in one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessInput() => _lines.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndInput()
    {
        LvsStateReading reading = DesiredStateReader.Required(DesiredStateReader.Read(string.Join('\n', _lines)), null);
        foreach (LvsStateFinding finding in reading.Findings)
        {
            WriteWarning($"{finding} {finding.Remedy}");
        }

        WriteObject(reading.State);
    }
}
