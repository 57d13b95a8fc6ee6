using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Import-LvsDesiredState: a document of the wanted state as an object.</summary>
[Cmdlet(VerbsData.Import, "LvsDesiredState", DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsDesiredState))]
public sealed class ImportLvsDesiredStateCommand : LvsDocumentCommand
{
    /// <inheritdoc/>
    private protected override void Handle(string file)
    {
        LvsStateReading reading = DesiredStateReader.ReadFile(file);
        Warn(reading);
        WriteObject(reading.State);
    }
}
