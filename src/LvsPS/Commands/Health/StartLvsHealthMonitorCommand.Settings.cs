using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <content>How services are monitored, and the document that is made of a table.</content>
public sealed partial class StartLvsHealthMonitorCommand
{
    /// <summary>The time between two checks of a server.</summary>
    [Parameter(ParameterSetName = "Service")]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan Interval { get; set; } = LvsHealthService.DefaultInterval;

    /// <summary>The time to the next check while results contradict a server's state.</summary>
    [Parameter(ParameterSetName = "Service")]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan? FastInterval { get; set; }

    /// <summary>How many good results in a row bring a server up.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Rise { get; set; } = 1;

    /// <summary>How many bad results in a row bring a server down.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Fall { get; set; } = 1;

    /// <summary>Each check begins up to so much later, by chance.</summary>
    [Parameter(ParameterSetName = "Service")]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan Jitter { get; set; }

    /// <summary>What servers are taken to be before their first check has ended.</summary>
    [Parameter(ParameterSetName = "Service")]
    public LvsInitialState InitialState { get; set; }

    /// <summary>What becomes of a server that is down.</summary>
    [Parameter(ParameterSetName = "Service")]
    public LvsDownAction DownAction { get; set; }

    /// <summary>How the table is left when the monitor is stopped.</summary>
    [Parameter]
    public LvsStopAction StopAction { get; set; }

    /// <summary>What is done where the table is not as the monitor last wrote it.</summary>
    [Parameter(ParameterSetName = "Service")]
    public LvsForeignChange ForeignChange { get; set; }

    /// <summary>The server that answers alone while the quorum is lost, as ADDRESS or ADDRESS:PORT.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ValidateNotNullOrEmpty]
    public string? FallbackServer { get; set; }

    /// <summary>How packets reach the fallback.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ForwardingTransformation]
    public LvsForwarding FallbackForwarding { get; set; } = LvsForwarding.Gateway;

    /// <summary>The sum of the weights of servers that are up which a service needs.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Quorum { get; set; } = 1;

    /// <summary>By how much the sum must pass the quorum.</summary>
    [Parameter(ParameterSetName = "Service")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int Hysteresis { get; set; }

    /// <summary>How long a server that came up takes to get its whole weight.</summary>
    [Parameter(ParameterSetName = "Service")]
    [DurationTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan RampTime { get; set; }

    /// <summary>What is run when a server comes up.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthActionTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthAction? OnUp { get; set; }

    /// <summary>What is run when a server goes down.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthActionTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthAction? OnDown { get; set; }

    /// <summary>What is run when the quorum is lost.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthActionTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthAction? OnQuorumLost { get; set; }

    /// <summary>What is run when the quorum is regained.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthActionTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthAction? OnQuorumGained { get; set; }

    /// <summary>What is run when the fallback begins to answer.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthActionTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthAction? OnFallback { get; set; }

    /// <summary>What is run when the fallback ends.</summary>
    [Parameter(ParameterSetName = "Service")]
    [HealthActionTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public LvsHealthAction? OnFallbackEnd { get; set; }

    /// <summary>A service of the table, as it is to be when all its servers are up.</summary>
    private LvsHealthService Read(LvsSession session, LvsServiceId id)
    {
        ILvsClient client = ClientOf(session);
        LvsService service = Find(client, id);
        var left = new LeftBehind(session, id);
        LvsRealServer? fallback = Fallback(id) ?? left.Fallback;
        IReadOnlyList<LvsRealServer> servers = left.Complete(client.ReadRealServers(id, Cancellation), fallback);
        foreach (string note in left.Notes)
        {
            WriteWarning(note);
        }

        return new LvsHealthService
        {
            Service = service,
            Servers = [.. servers.Select(server => new LvsHealthServer { RealServer = server, Check = HealthCheck })],
            Interval = Interval,
            FastInterval = FastInterval,
            Rise = Rise,
            Fall = Fall,
            Jitter = Jitter,
            InitialState = InitialState,
            DownAction = DownAction,
            StopAction = StopAction,
            ForeignChange = ForeignChange,
            Fallback = fallback,
            Quorum = Quorum,
            Hysteresis = Hysteresis,
            RampTime = RampTime,
            OnUp = OnUp,
            OnDown = OnDown,
            OnQuorumLost = OnQuorumLost,
            OnQuorumGained = OnQuorumGained,
            OnFallback = OnFallback,
            OnFallbackEnd = OnFallbackEnd,
        };
    }

    private LvsRealServer? Fallback(LvsServiceId id)
    {
        if (FallbackServer is null)
        {
            return null;
        }

        (string host, string? port) = LvsEndpoint.Split(FallbackServer);
        return new LvsRealServer
        {
            Service = id,
            Address = HostNames.Resolve(host, FallbackServer, id.AddressFamily),
            Port = port is null ? id.VirtualPort ?? 0 : HostNames.ResolvePort(port, id.Protocol ?? LvsProtocol.Tcp, FallbackServer),
            Forwarding = FallbackForwarding,
        };
    }
}
