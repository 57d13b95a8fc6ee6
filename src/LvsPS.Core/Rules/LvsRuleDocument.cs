using System.Net;

namespace LvsPS;

/// <summary>What a rule text says: the table that its lines fold into, and what is wrong with it.</summary>
public sealed class LvsRuleDocument
{
    private readonly IReadOnlyDictionary<LvsServiceId, int> _services;
    private readonly IReadOnlyDictionary<(LvsServiceId Service, IPAddress Address, int Port), int> _servers;
    private readonly IReadOnlyDictionary<LvsSyncRole, int> _daemons;
    private readonly int? _timeout;

    internal LvsRuleDocument(
        LvsTable table,
        IReadOnlyList<LvsRuleDiagnostic> diagnostics,
        IReadOnlyDictionary<LvsServiceId, int> services,
        IReadOnlyDictionary<(LvsServiceId Service, IPAddress Address, int Port), int> servers,
        IReadOnlyDictionary<LvsSyncRole, int> daemons,
        int? timeout)
    {
        Table = table;
        Diagnostics = diagnostics;
        _services = services;
        _servers = servers;
        _daemons = daemons;
        _timeout = timeout;
    }

    /// <summary>
    /// The table, without the lines that have errors: to be used only where there are none, or where the user said to skip them.
    /// </summary>
    public LvsTable Table { get; }

    /// <summary>All findings, in the order of the lines.</summary>
    public IReadOnlyList<LvsRuleDiagnostic> Diagnostics { get; }

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Diagnostics.Any(d => d.Severity == LvsRuleSeverity.Error);

    /// <summary>The line that a change comes from.</summary>
    /// <param name="change">A change of a plan towards <see cref="Table"/>.</param>
    /// <returns>The line, from 1; null where none says it, as for what goes because the text does not have it.</returns>
    public int? LineOf(LvsChange change) => change switch
    {
        LvsServiceChange { After: not null } service => _services.TryGetValue(service.Service, out int line) ? line : null,
        LvsRealServerChange { After: LvsRealServer server } =>
            _servers.TryGetValue((server.Service, server.Address, server.Port), out int line) ? line : null,
        LvsTimeoutChange => _timeout,
        LvsSyncDaemonChange daemon => _daemons.TryGetValue(daemon.Daemon.Role, out int line) ? line : null,
        _ => null,
    };
}
