using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Import-LvsDesiredState: a document of the wanted state as an object.</summary>
[Cmdlet(VerbsData.Import, "LvsDesiredState", DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsDesiredState))]
public sealed class ImportLvsDesiredStateCommand : LvsDocumentCommand
{
    /// <inheritdoc/>
    private protected override void Handle(string file) => Emit(DesiredStateReader.ReadFile(file));

    /// <inheritdoc/>
    private protected override void HandleText(string text) => Emit(DesiredStateReader.Required(DesiredStateReader.Read(text), null));

    private void Emit(LvsStateReading reading)
    {
        Warn(reading);
        WriteObject(reading.State);
    }
}
