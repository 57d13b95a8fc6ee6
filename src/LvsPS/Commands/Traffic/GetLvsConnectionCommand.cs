using System.Management.Automation;
using LvsPS.Binding;

namespace LvsPS.Commands;

/// <summary>Get-LvsConnection: the director's connection table; ipvsadm -Lnc with --persistent-conn.</summary>
[Cmdlet(VerbsCommon.Get, "LvsConnection", DefaultParameterSetName = "Service")]
[OutputType(typeof(LvsConnection))]
public sealed class GetLvsConnectionCommand : LvsServiceTargetCommand
{
    private readonly Dictionary<LvsSession, ConnectionFilter> _wanted = [];
    private bool _isMarkWanted;

    /// <summary>Only connections to servers at these addresses, or in these blocks.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RealServer", "RIP")]
    [ArgumentCompleter(typeof(RealServerCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Only connections to servers at these ports.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [WholeNumberTransformation]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int[]? Port { get; set; }

    /// <summary>Only connections of clients at these addresses, or in these blocks.</summary>
    [Parameter]
    [Alias("ClientAddress", "CIP")]
    public string[]? Client { get; set; }

    /// <summary>Only connections in these states, in the kernel's words; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionStateCompleter))]
    public string[]? State { get; set; }

    /// <summary>Only persistence templates.</summary>
    [Parameter]
    public SwitchParameter Template { get; set; }

    /// <summary>No persistence templates.</summary>
    [Parameter]
    public SwitchParameter ExcludeTemplate { get; set; }

    /// <summary>Only entries of these origins, with the origin told.</summary>
    [Parameter]
    public LvsConnectionOrigin[]? Origin { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!IsServiceNamed)
        {
            if (!MyInvocation.ExpectingInput)
            {
                _wanted.Add(CurrentSession, NewFilter(Servers()));
            }

            return;
        }

        // The table is read once, at the end, however many services and servers come by the pipeline.
        ForEachService(id =>
        {
            LvsSession session = SessionFor(id);
            if (!_wanted.TryGetValue(session, out ConnectionFilter? filter))
            {
                _wanted.Add(session, filter = NewFilter(servers: null));
            }

            _isMarkWanted |= id.FwMark is not null;
            filter.Add(id, Servers() ?? new ServerFilter(null, null));
        });
    }

    /// <inheritdoc/>
    protected override void EndInput()
    {
        if (_isMarkWanted && !Template)
        {
            WriteWarning("The kernel does not say by which firewall mark a connection came: of marks, only the persistence templates are given.");
        }

        foreach ((LvsSession session, ConnectionFilter filter) in _wanted)
        {
            Try(() => WriteConnections(session, filter));
        }
    }

    private static AddressBlock[]? Blocks(string[]? texts) =>
        LvsAddressFilter.Parse(texts)?.Select(filter => new AddressBlock(filter.Network)).ToArray();

    private void WriteConnections(LvsSession session, ConnectionFilter filter)
    {
        if (Template && ExcludeTemplate)
        {
            return;
        }

        if (filter.NeedsOtherServices)
        {
            foreach (LvsService service in ReadServices(session.Client, withRealServers: false))
            {
                filter.Except(service.Service);
            }
        }

        foreach (LvsConnection connection in ConnectionTable.Read(session, Origin is not null, filter, Cancellation))
        {
            WriteObject(connection);
        }
    }

    private ServerFilter? Servers() => Address is null && Port is null ? null : new ServerFilter(Blocks(Address), Port);

    private ConnectionFilter NewFilter(ServerFilter? servers)
    {
        WildcardPattern[]? states = State?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray();
        return new ConnectionFilter
        {
            Servers = servers,
            Clients = Blocks(Client),
            State = states is null ? null : state => states.Any(pattern => pattern.IsMatch(state)),
            Templates = Template ? true : ExcludeTemplate ? false : null,
            Origin = Origin?.Distinct().ToArray() is [var only] ? only : null,
        };
    }
}
