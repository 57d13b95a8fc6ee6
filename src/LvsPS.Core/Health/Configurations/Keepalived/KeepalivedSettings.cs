namespace LvsPS;

/// <summary>What can be said of a virtual server, of a real server and of a checker, where the inner one counts.</summary>
internal sealed class KeepalivedSettings
{
    private readonly KeepalivedSettings? _outer;
    private readonly Dictionary<string, ConfigPlace> _places = [];
    private TimeSpan? _connectTimeout;
    private TimeSpan? _delayLoop;
    private TimeSpan? _delayBeforeRetry;
    private TimeSpan? _warmup;
    private int? _retry;
    private bool? _alpha;
    private bool? _inhibit;
    private string? _virtualHost;
    private KeepalivedForwarding? _forwarding;

    public KeepalivedSettings(KeepalivedSettings? outer = null) => _outer = outer;

    public TimeSpan ConnectTimeout => _connectTimeout ?? _outer?.ConnectTimeout ?? TimeSpan.FromSeconds(5);

    public TimeSpan DelayLoop => _delayLoop ?? _outer?.DelayLoop ?? TimeSpan.FromSeconds(60);

    public TimeSpan Warmup => _warmup ?? _outer?.GivenWarmup ?? DelayLoop;

    public int? Retry => _retry ?? _outer?.Retry;

    public TimeSpan? DelayBeforeRetry => _delayBeforeRetry ?? _outer?.DelayBeforeRetry;

    public bool Alpha => _alpha ?? _outer?.Alpha ?? false;

    public bool Inhibit => _inhibit ?? _outer?.Inhibit ?? false;

    public string? VirtualHost => _virtualHost ?? _outer?.VirtualHost;

    public KeepalivedForwarding Forwarding => _forwarding ?? _outer?.Forwarding ?? KeepalivedForwarding.Default;

    /// <summary>Whether mail is sent of it; null where nothing is said. It is not handed down.</summary>
    public bool? SmtpAlert { get; private set; }

    private TimeSpan? GivenWarmup => _warmup ?? _outer?.GivenWarmup;

    /// <summary>Where a directive stands, at this or an outer level.</summary>
    public ConfigPlace? PlaceOf(string keyword) => _places.TryGetValue(keyword, out ConfigPlace place) ? place : _outer?.PlaceOf(keyword);

    /// <summary>Reads a directive.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool Read(KeepalivedStatement statement, KeepalivedValues values)
    {
        switch (statement.Keyword)
        {
            case "connect_timeout":
                _connectTimeout = values.Time(statement, takesZero: false);
                break;
            case "delay_loop":
                _delayLoop = values.Time(statement, takesZero: false);
                break;
            case "delay_before_retry":
                _delayBeforeRetry = values.Time(statement, takesZero: true);
                break;
            case "warmup":
                _warmup = values.Time(statement, takesZero: true);
                break;
            case "retry":
                _retry = values.Number(statement, 0, 1_000_000);
                break;
            case "alpha":
                _alpha = values.Flag(statement);
                break;
            case "inhibit_on_failure":
                _inhibit = values.Flag(statement);
                break;
            case "virtualhost":
                _virtualHost = values.Word(statement, "the name of a host");
                break;
            case "smtp_alert":
                SmtpAlert = values.Flag(statement);
                break;
            case "lvs_method" or "lb_kind":
                _forwarding = KeepalivedForwarding.Read(statement, values);
                break;
            default:
                return false;
        }

        _places[statement.Keyword] = statement.Words.Count > 1 ? statement.Words[1].Place : statement.Place;
        return true;
    }
}
