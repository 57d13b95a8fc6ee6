using System.Management.Automation;
using LvsPS.Errors;

namespace LvsPS.Commands;

/// <summary>What all cmdlets share: failures become error records, Ctrl+C ends what is under way.</summary>
public abstract class LvsCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Ends with the pipeline.</summary>
    protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>The same, for what works for a cmdlet.</summary>
    internal CancellationToken Ending => Cancellation;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing) => _cancellation.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _cancellation.Cancel();

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Try(ProcessInput);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Try(EndInput);

    /// <summary>Handles one record.</summary>
    protected virtual void ProcessInput()
    {
    }

    /// <summary>Handles the end of the input.</summary>
    protected virtual void EndInput()
    {
    }

    /// <summary>Does something; a failure becomes an error record, and what comes after goes on.</summary>
    /// <param name="action">What is done.</param>
    protected void Try(Action action)
    {
        try
        {
            action();
        }
        catch (LvsException failure)
        {
            Fail(failure);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Reports a failure; one after which nothing else could succeed ends the pipeline.</summary>
    /// <param name="failure">The failure.</param>
    protected void Fail(LvsException failure)
    {
        ErrorRecord record = ErrorRecords.From(failure);
        if (EndsPipeline(failure))
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    /// <summary>Reports what was found in a file that says what is to be monitored: an error or a warning, with its place.</summary>
    /// <param name="finding">The finding.</param>
    private protected void Tell(LvsHealthDiagnostic finding)
    {
        if (finding.Severity == LvsHealthSeverity.Warning)
        {
            WriteWarning(finding.PlaceAndText);
        }
        else
        {
            Fail(new LvsInputException(LvsErrorId.HealthFileSyntax, finding.PlaceAndText, finding, finding.Remedy));
        }
    }

    /// <summary>Whether nothing that comes after a failure could succeed.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>What its id says, unless the cmdlet knows better.</returns>
    private protected virtual bool EndsPipeline(LvsException failure) => ErrorRecords.EndsPipeline(failure);
}
