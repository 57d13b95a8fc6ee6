using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>New-LvsService: adds a virtual service; ipvsadm -A.</summary>
[Cmdlet(VerbsCommon.New, "LvsService", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsService))]
public sealed class NewLvsServiceCommand : LvsServiceTargetCommand
{
    private bool _isNetmaskWritten;
    private bool _isSchedulerEmpty;

    /// <summary>The scheduler; wlc without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    [ArgumentCompleter(typeof(SchedulerCompleter))]
    public string? Scheduler { get; set; }

    /// <summary>The scheduler's flags by name, such as sh-port, or flag-1 to flag-3.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SchedulerFlags")]
    [ArgumentCompleter(typeof(SchedulerFlagCompleter))]
    public string[]? SchedulerFlag { get; set; }

    /// <summary>A client stays with its server for the default of 360 seconds.</summary>
    [Parameter]
    public SwitchParameter Persistent { get; set; }

    /// <summary>A client stays with its server for this time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? PersistenceTimeout { get; set; }

    /// <summary>Clients that agree under this mask or prefix length count as one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OptionalTransformation]
    public string? PersistenceNetmask { get; set; }

    /// <summary>The persistence engine, such as sip.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? PersistenceEngine { get; set; }

    /// <summary>Each packet is scheduled for itself (UDP and firewall marks).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagTransformation]
    public SwitchParameter OnePacket { get; set; }

    /// <summary>The new service is emitted.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Only what is written on the command line is bound by now, not what comes by the pipeline.
        _isNetmaskWritten = MyInvocation.BoundParameters.ContainsKey(nameof(PersistenceNetmask));
        _isSchedulerEmpty = MyInvocation.BoundParameters.ContainsKey(nameof(Scheduler)) && string.IsNullOrEmpty(Scheduler);
    }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var settings = new ServiceSettings
        {
            Scheduler = _isSchedulerEmpty ? string.Empty : Scheduler,
            SchedulerFlag = SchedulerFlag,
            PersistenceTimeout = PersistenceTimeout ?? (Persistent ? LvsService.DefaultPersistence : null),
            PersistenceNetmask = PersistenceNetmask,
            PersistenceEngine = PersistenceEngine,
            OnePacket = OnePacket,
            IsNetmaskWritten = _isNetmaskWritten,
        };
        RequireServices();
        ForEachService(id =>
        {
            ILvsClient client = ClientFor(id);
            LvsService service = settings.ApplyTo(LvsService.Default(id));
            if (Make(client, () => Foreseen(client, new LvsServiceChange(null, service))) is not null && PassThru)
            {
                WriteObject(Find(client, id));
            }
            else if (PassThru && IsWhatIf)
            {
                WriteObject(service with { Service = id.AsPlanned(Session, service) });
            }
        });
    }
}
