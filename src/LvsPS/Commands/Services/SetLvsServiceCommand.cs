using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Set-LvsService: changes what is named of a virtual service and keeps the rest.</summary>
[Cmdlet(VerbsCommon.Set, "LvsService", SupportsShouldProcess = true, DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsService))]
public sealed class SetLvsServiceCommand : LvsServiceTargetCommand
{
    private bool _isNetmaskWritten;

    /// <summary>Another scheduler, without the flags of the one before. While the kernel changes it, new connections may be refused for a moment.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(SchedulerCompleter))]
    public string? Scheduler { get; set; }

    /// <summary>The scheduler's flags, all of them: what is not named is off; 'none' for none.</summary>
    [Parameter]
    [Alias("SchedulerFlags")]
    [ArgumentCompleter(typeof(SchedulerFlagCompleter))]
    public string[]? SchedulerFlag { get; set; }

    /// <summary>A client stays with its server for the default of 360 seconds; -Persistent:$false ends persistence, and with it goes the netmask.</summary>
    [Parameter]
    public SwitchParameter Persistent { get; set; }

    /// <summary>A client stays with its server for this time.</summary>
    [Parameter]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? PersistenceTimeout { get; set; }

    /// <summary>Clients that agree under this mask or prefix length count as one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PersistenceNetmask { get; set; }

    /// <summary>The persistence engine; an empty text for none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? PersistenceEngine { get; set; }

    /// <summary>Each packet is scheduled for itself; -OnePacket:$false ends that.</summary>
    [Parameter]
    public SwitchParameter OnePacket { get; set; }

    /// <summary>The service is emitted as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Only what is written on the command line is bound by now, not what comes by the pipeline.
        _isNetmaskWritten = MyInvocation.BoundParameters.ContainsKey(nameof(PersistenceNetmask));
    }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        bool isPersistenceNamed = MyInvocation.BoundParameters.ContainsKey(nameof(Persistent));
        RequireServices();
        ForEachService(id =>
        {
            RequireServiceItself(id, "Set-LvsRealServer");
            ILvsClient client = ClientFor(id);
            LvsService? wanted = null;
            Make(client, () =>
            {
                LvsService before = Find(client, id);
                LvsService after = new ServiceSettings
                {
                    Scheduler = Scheduler,
                    SchedulerFlag = SchedulerFlag,
                    PersistenceTimeout = PersistenceTimeout ?? (Persistent ? before.PersistenceTimeout ?? LvsService.DefaultPersistence : null),
                    NoPersistence = isPersistenceNamed && !Persistent,
                    PersistenceNetmask = PersistenceNetmask,
                    PersistenceEngine = PersistenceEngine,
                    OnePacket = MyInvocation.BoundParameters.ContainsKey(nameof(OnePacket)) ? OnePacket : null,
                    IsNetmaskWritten = _isNetmaskWritten,
                }.ApplyTo(before);
                wanted = after;
                return before.HasSameSettings(after) ? null : new LvsServiceChange(before, after);
            });
            if (PassThru)
            {
                WriteObject(IsWhatIf ? wanted : Find(client, id));
            }
        });
    }
}
