using System.Management.Automation;
using LvsPS.Binding;
using LvsPS.Jobs;

namespace LvsPS.Commands;

/// <summary>Start-LvsHealthMonitor: a job that keeps a table true.</summary>
[Cmdlet(VerbsLifecycle.Start, "LvsHealthMonitor", SupportsShouldProcess = true, DefaultParameterSetName = "Document")]
[OutputType(typeof(Job), typeof(LvsHealthEvent))]
public sealed partial class StartLvsHealthMonitorCommand : LvsSessionCommand
{
    private readonly List<LvsServiceId> _services = [];
    private readonly List<LvsHealthService> _parts = [];

    /// <summary>The services: text such as tcp://10.0.0.10:80 or fwmark://7, or what another cmdlet gave. A name that is a file's stands for it.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Service", ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ServiceIdTransformation(LeavesFiles = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public LvsServiceId[]? Service { get; set; }

    /// <summary>How it is found out whether a real server can serve; by a connection over TCP without it.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthCheckTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthCheck HealthCheck { get; set; } = new LvsTcpCheck();

    /// <summary>What is to be monitored, as a whole; services of a document that are piped in are one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Document", ValueFromPipeline = true)]
    [HealthDocumentTransformation]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthDocument? InputObject { get; set; }

    /// <summary>A YAML document, an ldirectord.cf or a keepalived.conf, told apart by what stands in it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The same, its name taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>A changed file is taken over.</summary>
    [Parameter(ParameterSetName = "Service")]
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [Parameter(ParameterSetName = "Document")]
    public SwitchParameter AutoReload { get; set; }

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
            if (document is { IsPart: true, Fault: null })
            {
                _parts.AddRange(document.Services);
                return;
            }

            Start(document, CurrentSession, FileOf(document));
            return;
        }

        if (Path is not null || LiteralPath is not null)
        {
            StartFile(LiteralPath is null ? FilePaths.ForWriting(this, Path!) : FilePaths.Literal(this, LiteralPath));
            return;
        }

        foreach (LvsServiceId id in Service!)
        {
            Try(() => Take(id));
        }
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (_parts.Count > 0)
        {
            var whole = new LvsHealthDocument { Services = _parts };
            Start(whole, CurrentSession, FileOf(whole));
        }

        // One job for each director; a service that came twice, such as by its real servers, is one.
        foreach (IGrouping<LvsSession, LvsServiceId> services in _services.Distinct().GroupBy(SessionFor))
        {
            Try(() => Start(new LvsHealthDocument { Services = [.. services.Select(id => Read(services.Key, id))] }, services.Key));
        }
    }

    /// <summary>Takes a service; what names none may be a file's name, which is what is meant then.</summary>
    private void Take(LvsServiceId id)
    {
        if (id.Fault is not LvsInputException fault)
        {
            _services.Add(id.Via is string what ? throw NotWhole(id, what) : AutoReload ? throw NotAFile(id) : id);
            return;
        }

        string text = id.ToString();
        if (text.Contains("://", StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal))
        {
            throw fault;
        }

        string? file = text.AsSpan().IndexOfAny('\n', '\0') < 0 && text.Length > 0 ? FilePaths.Literal(this, text) : null;
        if (!File.Exists(file))
        {
            throw new LvsInputException(
                LvsErrorId.InvalidServiceId,
                fault.Message,
                text,
                $"{fault.Remedy} What stands in a file is monitored with -Path; of text, ConvertFrom-LvsYaml makes a document to be piped in.");
        }

        StartFile(file);
    }

    private static LvsInputException NotAFile(LvsServiceId id) => new(
        LvsErrorId.InvalidHealthDocument, $"The service {id} was read from no file, so that there is none to reload. Nothing was started.", id, "Name the file with -Path, or leave out -AutoReload.");

    private static LvsInputException NotWhole(LvsServiceId id, string what) => new(
        LvsErrorId.InvalidServiceId,
        $"What was given is {what} of {id}, and a monitor has all real servers of a service in hand. Nothing was started.",
        id,
        $"Pipe in what Get-LvsService gives, or name the service with -Service {id}.");

    /// <summary>Reads a file and starts its monitor; with an error in it, each is told, and nothing is started.</summary>
    private void StartFile(string path)
    {
        var file = new HealthConfigurationFile(path);
        LvsHealthConfiguration configuration = file.Read();
        foreach (LvsHealthDiagnostic finding in configuration.Diagnostics)
        {
            Tell(finding);
        }

        if (!configuration.HasErrors)
        {
            // What its validation finds stands among the findings of the file, with its place.
            Run(configuration.Document, CurrentSession, file);
        }
    }

    /// <summary>The file of a document that came from one, where it is to be looked at.</summary>
    private HealthConfigurationFile? FileOf(LvsHealthDocument document)
    {
        bool isWanted = MyInvocation.BoundParameters.ContainsKey(nameof(AutoReload)) ? AutoReload : document.AutoReload;
        if (!isWanted && document.OnFileChange is null && !(AsService && document.Path is not null))
        {
            return null;
        }

        if (document.Path is not string path)
        {
            return !isWanted ? null : throw new LvsInputException(
                LvsErrorId.InvalidHealthDocument,
                "The document was read from no file, so that there is none to reload. Nothing was started.",
                document,
                "Name the file with -Path, or leave out -AutoReload.");
        }

        HealthConfigurationFile file = new(path);
        try
        {
            // Which files it includes is not known of the document.
            _ = file.Read();
        }
        catch (LvsException)
        {
            // It is looked at all the same, and may come back.
            file.Pass();
        }

        return file;
    }

    private void Start(LvsHealthDocument document, LvsSession session, HealthConfigurationFile? file = null)
    {
        IReadOnlyList<LvsHealthFinding> findings = document.Validate();
        foreach (LvsHealthFinding finding in findings.Where(f => f.Severity == LvsHealthSeverity.Warning))
        {
            WriteWarning($"{finding.Message} {finding.Error.Remedy}");
        }

        List<LvsHealthFinding> errors = [.. findings.Where(f => f.Severity == LvsHealthSeverity.Error)];
        errors.ForEach(f => Fail(f.Error));
        if (errors.Count == 0)
        {
            Run(document, session, file);
        }
    }

    private void Run(LvsHealthDocument read, LvsSession session, HealthConfigurationFile? file)
    {
        string? log = LogPath is null ? null : FilePaths.Literal(this, LogPath);
        bool? reloads = MyInvocation.BoundParameters.ContainsKey(nameof(AutoReload)) ? AutoReload : null;
        LvsStopAction? stop = MyInvocation.BoundParameters.ContainsKey(nameof(StopAction)) ? StopAction : null;
        ILvsClient client = session.Client;
        LvsHealthDocument Complete(LvsHealthDocument d) => Mailed(d) with
        {
            LogPath = log ?? d.LogPath,
            AutoReload = reloads ?? d.AutoReload,
            Services = [.. d.Services.Select(s => s with { Mail = Mailed(s.Mail), StopAction = stop ?? s.StopAction }).Select(s => AsService ? Adopted(client, s) : s)],
        };
        LvsHealthDocument document = Complete(read);
        string what = $"Start a monitor of {string.Join(", ", document.Services)}";
        if (!CheckMail(document) || !ShouldProcess($"{what}.", $"{what}?", "LvsPS"))
        {
            return;
        }

        foreach (string path in document.Services.Select(s => s.CheckLogPath).Prepend(document.LogPath).OfType<string>().Distinct())
        {
            HealthLog.Probe(path);
        }

        if (AsService)
        {
            Serve(document, session, file, Complete);
            return;
        }

#pragma warning disable CA2000 // The job is whoever's has it, and Remove-Job frees it.
        var job = new LvsHealthJob(document, session, Name, document.AutoReload || document.OnFileChange is not null ? file : null, Complete);
#pragma warning restore CA2000
        LvsJobs.Register(this, job);
        job.StartJob();
        WriteObject(job);
    }
}
