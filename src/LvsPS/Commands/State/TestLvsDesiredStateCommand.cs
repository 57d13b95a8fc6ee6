using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Test-LvsDesiredState: everything that is wrong with a document of the wanted state, without a director.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LvsDesiredState", DefaultParameterSetName = "Path")]
[OutputType(typeof(LvsStateFinding), typeof(bool))]
public sealed class TestLvsDesiredStateCommand : LvsDocumentCommand
{
    /// <summary>The document as text, each line a string or all in one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject")]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? InputObject { get; set; }

    /// <summary>Only whether there is no error is emitted.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (InputObject is null)
        {
            base.ProcessInput();
        }
        else
        {
            HandleText(string.Join('\n', InputObject));
        }
    }

    /// <inheritdoc/>
    private protected override void HandleText(string text) => Emit(DesiredStateReader.Read(text));

    /// <inheritdoc/>
    private protected override void Handle(string file)
    {
        try
        {
            using FileStream stream = HealthConfigurationFile.Open(file);
            Emit(DesiredStateReader.Read(stream, file));
        }
        catch (IOException e)
        {
            throw HealthConfigurationFile.Unreadable(file, e);
        }
    }

    private void Emit(LvsStateReading reading)
    {
        if (Quiet)
        {
            WriteObject(!reading.HasErrors);
        }
        else
        {
            WriteObject(reading.Findings, enumerateCollection: true);
        }
    }
}
