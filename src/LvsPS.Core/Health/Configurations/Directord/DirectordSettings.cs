namespace LvsPS;

/// <summary>The directives of ldirectord.cf outside of virtuals, or of one virtual: what is not given is null.</summary>
internal sealed class DirectordSettings
{
    private readonly Dictionary<string, ConfigPlace> _places = [];

    public int? CheckTimeout { get; set; }

    public int? NegotiateTimeout { get; set; }

    public int? CheckInterval { get; set; }

    public int? CheckCount { get; set; }

    public int? FailureCount { get; set; }

    public bool? Quiescent { get; set; }

    public bool? CleanStop { get; set; }

    public DirectordDirective? Fallback { get; set; }

    public DirectordDirective? Fallback6 { get; set; }

    public string? FallbackCommand { get; set; }

    public IReadOnlyList<string>? EmailAlert { get; set; }

    public int? EmailAlertFreq { get; set; }

    /// <summary>Whether mail is sent while the monitor runs.</summary>
    public bool? EmailAlertRunning { get; set; }

    public string? EmailAlertFrom { get; set; }

    public string? Smtp { get; set; }

    public bool AutoReload { get; set; }

    public string? Callback { get; set; }

    public string? LogFile { get; set; }

    public bool Fork { get; set; }

    public string? MaintenanceDir { get; set; }

    public string? CheckType { get; set; }

    /// <summary>How many connects come before one negotiation; null for another check type.</summary>
    public int? Connects { get; set; }

    public string? CheckCommand { get; set; }

    public int? CheckPort { get; set; }

    public string? Request { get; set; }

    public string? Receive { get; set; }

    public string? HttpMethod { get; set; }

    public string? VirtualHost { get; set; }

    public string? Login { get; set; }

    public string? Password { get; set; }

    public string? Database { get; set; }

    public string? Secret { get; set; }

    public string? Scheduler { get; set; }

    public string? SchedFlags { get; set; }

    public int? Persistent { get; set; }

    public LvsNetmask? Netmask { get; set; }

    public LvsProtocol? Protocol { get; set; }

    public bool? Ops { get; set; }

    public string? Service { get; set; }

    public string? MonitorFile { get; set; }

    public string? ServiceName { get; set; }

    public string? Comment { get; set; }

    /// <summary>The real servers, which are read when all else of the virtual is known.</summary>
    public List<DirectordDirective> Reals { get; } = [];

    /// <summary>Whether anything about mail is given.</summary>
    public bool HasMail => EmailAlert is not null || EmailAlertFreq is not null || EmailAlertRunning is not null || Smtp is not null;

    /// <summary>Where a directive's value stands; null where it is not given.</summary>
    public ConfigPlace? PlaceOf(string directive) => _places.TryGetValue(directive, out ConfigPlace place) ? place : null;

    /// <summary>Notes a directive.</summary>
    /// <returns>Where it stood before; null where it did not.</returns>
    public ConfigPlace? Note(DirectordDirective directive)
    {
        ConfigPlace? before = PlaceOf(directive.Name);
        _places[directive.Name] = directive.Value is null ? directive.Place : directive.ValuePlace;
        return before;
    }
}
