using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>What the cmdlets share that write documents: what is piped in, or without a pipeline the director as it is.</summary>
public abstract class LvsDocumentInputCommand : LvsSessionCommand
{
    private readonly List<LvsDesiredState> _states = [];
    private readonly Dictionary<LvsServiceId, LvsService> _services = [];
    private readonly List<LvsHealthService> _monitored = [];
    private bool _isInputWhole = true;

    /// <summary>
    /// What Import-LvsDesiredState, ConvertFrom-LvsYaml, ConvertFrom-LvsDirectordConfig or ConvertFrom-LvsKeepalivedConfig gives, or
    /// services from Get-LvsService, or of a health document, which become one document.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>The folder into which passwords are written, each in a file of its own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretFolder { get; set; }

    /// <summary>Whether something was to come by the pipeline.</summary>
    private protected bool IsPiped => MyInvocation.ExpectingInput || InputObject is not null;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        try
        {
            Take();
        }
        catch (LvsException)
        {
            _isInputWhole = false;
            throw;
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndInput()
    {
        if (!_isInputWhole)
        {
            throw new LvsException(LvsErrorId.DependencyFailed, "Nothing was written, since not all that was piped in could be read.", null, "Mend what the other errors name first.");
        }

        if (_monitored.Count > 0)
        {
            _states.Add(DesiredStateWriter.StateOf(new LvsHealthDocument { Services = _monitored }));
        }

        if (_services.Count > 0)
        {
            _states.Add(DesiredStateExport.StateOf(_services.Values));
        }

        Write(IsPiped ? _states : [ReadLive()]);
    }

    /// <summary>Writes documents.</summary>
    /// <param name="states">What they want; none where the pipeline gave nothing.</param>
    private protected abstract void Write(IReadOnlyList<LvsDesiredState> states);

    /// <summary>A state as text.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The text.</returns>
    private protected string TextOf(LvsDesiredState state)
    {
        if (SecretFolder is not null && state.Health is LvsHealthDocument health)
        {
            state = state with { Health = new SecretFolder(FilePaths.Literal(this, SecretFolder)).Move(health) };
        }

        return DesiredStateWriter.ToText(state);
    }

    private LvsDesiredState ReadLive()
    {
        using var progress = new ReadingProgress(this, "Reading services", "services");
        return new DesiredStateExport(CurrentSession, ClientFor(), WriteWarning).Read(progress, Cancellation);
    }

    private void Take()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case LvsDesiredState state:
                _states.Add(state);
                break;
            case LvsHealthDocument document:
                _states.Add(DesiredStateWriter.StateOf(document));
                break;
            case LvsService service:
                _services[service.Service] = service.RealServers is null
                    ? service with { RealServers = ClientFor(service.Service).ReadRealServers(service.Service, Cancellation) }
                    : service;
                break;
            case PSCustomObject when RemoteDocuments.IsState(InputObject):
                _states.Add(RemoteDocuments.Read(InputObject));
                break;
            case LvsHealthService monitored:
                _monitored.Add(monitored);
                break;
            case PSCustomObject when RemoteHealth.IsDocument(InputObject):
                _states.Add(RemoteHealth.State(InputObject));
                break;
            case PSCustomObject when RemoteHealth.IsService(InputObject):
                _monitored.AddRange(RemoteHealth.State(InputObject).Health!.Services);
                break;
            case PSCustomObject when RemoteObjects.IsService(InputObject):
                LvsService remote = RemoteObjects.Service(InputObject);
                _services[remote.Service] = remote.RealServers is null ? throw RemoteObjects.WithoutRealServers(remote.Service) : remote;
                break;
            default:
                throw new LvsInputException(
                    LvsErrorId.DesiredStateInvalid,
                    $"A {InputObject.BaseObject.GetType().Name} cannot be written as a document.",
                    InputObject,
                    "Pipe in a desired state, a health document or what Get-LvsService gives, or nothing for the director as it is.");
        }
    }
}
