using System.Management.Automation;
using LvsPS.Binding;
using LvsPS.Jobs;

namespace LvsPS.Commands;

/// <summary>Start-LvsHealthMonitor: a job that keeps a table true.</summary>
[Cmdlet(VerbsLifecycle.Start, "LvsHealthMonitor", SupportsShouldProcess = true, DefaultParameterSetName = "Document")]
[OutputType(typeof(Job))]
public sealed partial class StartLvsHealthMonitorCommand : LvsSessionCommand
{
    private readonly List<LvsServiceId> _services = [];

    /// <summary>The services: text such as tcp://10.0.0.10:80 or fwmark://7, or what another cmdlet gave.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Service", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ServiceIdTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public LvsServiceId[]? Service { get; set; }

    /// <summary>How it is found out whether a real server can serve; by a connection over TCP without it.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ValidateNotNull]
    public LvsHealthCheck HealthCheck { get; set; } = new LvsTcpCheck();

    /// <summary>What is to be monitored, as a whole.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Document", ValueFromPipeline = true)]
    [ValidateNotNull]
    public LvsHealthDocument? InputObject { get; set; }

    /// <summary>The job's name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>A file that gets a line for each event.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? LogPath { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (InputObject is LvsHealthDocument document)
        {
            Start(document, CurrentSession);
            return;
        }

        foreach (LvsServiceId id in Service!)
        {
            Try(() => _services.Add(id.Fault is LvsInputException fault ? throw fault : id.Via is string what ? throw NotWhole(id, what) : id));
        }
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        // One job for each director; a service that came twice, such as by its real servers, is one.
        foreach (IGrouping<LvsSession, LvsServiceId> services in _services.Distinct().GroupBy(SessionFor))
        {
            Try(() => Start(new LvsHealthDocument { Services = [.. services.Select(id => Read(services.Key, id))] }, services.Key));
        }
    }

    private static LvsInputException NotWhole(LvsServiceId id, string what) => new(
        LvsErrorId.InvalidServiceId,
        $"What was given is {what} of {id}, and a monitor has all real servers of a service in hand. Nothing was started.",
        id,
        $"Pipe in what Get-LvsService gives, or name the service with -Service {id}.");

    private void Start(LvsHealthDocument document, LvsSession session)
    {
        document = LogPath is null ? document : document with { LogPath = FilePaths.Literal(this, LogPath) };
        IReadOnlyList<LvsHealthFinding> findings = document.Validate();
        foreach (LvsHealthFinding finding in findings.Where(f => f.Severity == LvsHealthSeverity.Warning))
        {
            WriteWarning($"{finding.Message} {finding.Error.Remedy}");
        }

        List<LvsHealthFinding> errors = [.. findings.Where(f => f.Severity == LvsHealthSeverity.Error)];
        errors.ForEach(f => Fail(f.Error));
        string what = $"Start a monitor of {string.Join(", ", document.Services)}";
        if (errors.Count > 0 || !ShouldProcess($"{what}.", $"{what}?", "LvsPS"))
        {
            return;
        }

        if (document.LogPath is string path)
        {
            HealthLog.Probe(path);
        }

#pragma warning disable CA2000 // The job is whoever's has it, and Remove-Job frees it.
        var job = new LvsHealthJob(document, session, Name);
#pragma warning restore CA2000
        JobRepository.Add(job);
        job.StartJob();
        WriteObject(job);
    }
}
