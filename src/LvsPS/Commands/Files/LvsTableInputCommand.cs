using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>
/// What the cmdlets that write rules share: services that are piped in, each with all its real servers, or without a pipeline the
/// whole table.
/// </summary>
public abstract class LvsTableInputCommand : LvsSessionCommand
{
    private readonly Dictionary<LvsServiceId, LvsService> _services = [];
    private readonly List<LvsServiceId> _order = [];

    /// <summary>Services, from Get-LvsService or ConvertFrom-LvsRule, or text such as tcp://10.0.0.10:80. Real servers stand for their services.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>Lossless writes everything; Ipvsadm writes the very lines of ipvsadm -Sn.</summary>
    [Parameter]
    public LvsRuleDialect Dialect { get; set; }

    /// <summary>Whether services were to come by the pipeline, and none came.</summary>
    private protected bool IsPipeEmpty => _order.Count == 0 && IsPiped;

    private bool IsPiped => MyInvocation.ExpectingInput || InputObject is not null;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        try
        {
            Take();
        }
        catch (LvsException)
        {
            IsInputWhole = false;
            throw;
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndInput()
    {
        LvsTable table = IsPiped
            ? new LvsTable { Services = [.. _order.Select(id => _services[id])] }
            : ReadTable(ClientFor());
        WriteTable(RuleWriter.WriteTable(table, Dialect));
    }

    /// <summary>Whether everything that was piped in could be taken; of what could not, an error has said why.</summary>
    private protected bool IsInputWhole { get; private set; } = true;

    /// <summary>Takes the lines.</summary>
    /// <param name="text">The lines.</param>
    protected abstract void WriteTable(LvsRuleText text);

    /// <summary>Says what ipvsadm could not read of the lines.</summary>
    /// <param name="text">The lines.</param>
    protected void Warn(LvsRuleText text)
    {
        foreach (string warning in text.Warnings)
        {
            WriteWarning(warning);
        }
    }

    private void Take()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case LvsService service:
                Add(service.Service, service);
                break;
            case LvsRealServer server:
                Add(server.Service, null);
                break;
            case LvsServiceId id:
                Add(id, null);
                break;
            case string text:
                Add(LvsServiceId.Parse(text), null);
                break;
            case PSCustomObject when RemoteObjects.IsService(InputObject):
                LvsService remote = RemoteObjects.Service(InputObject);
                Add(remote.Service, remote.RealServers is null ? throw RemoteObjects.WithoutRealServers(remote.Service) : remote);
                break;
            case PSCustomObject when RemoteObjects.IsRealServer(InputObject):
                throw RemoteObjects.WithoutRealServers(InputObject.Properties["Service"]?.Value ?? InputObject);
            default:
                throw new LvsInputException(
                    LvsErrorId.InvalidServiceId,
                    $"A {InputObject.BaseObject.GetType().Name} cannot be written as rules.",
                    InputObject,
                    "Pipe in what Get-LvsService gives, or text such as tcp://10.0.0.10:80, or nothing for the whole table.");
        }
    }

    private void Add(LvsServiceId id, LvsService? service)
    {
        if (id.IsOfChangingTable)
        {
            throw TableChanging();
        }

        if (_services.ContainsKey(id) && service?.RealServers is null)
        {
            return;
        }

        ILvsClient? client = service?.RealServers is null ? ClientFor(id) : null;
        service ??= Find(client!, id);
        service = service.RealServers is null ? service with { RealServers = client!.ReadRealServers(id, Cancellation) } : service;
        if (!_services.ContainsKey(id))
        {
            _order.Add(id);
        }

        _services[id] = service;
    }
}
