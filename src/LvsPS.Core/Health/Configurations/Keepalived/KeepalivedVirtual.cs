using System.Net.Sockets;

namespace LvsPS;

/// <summary>What a virtual_server says of itself, without its real servers.</summary>
internal sealed class KeepalivedVirtual
{
    private readonly KeepalivedValues _values;
    private readonly List<KeepalivedStatement> _flags = [];

    public KeepalivedVirtual(KeepalivedStatement statement, KeepalivedValues values)
    {
        Statement = statement;
        _values = values;
    }

    public KeepalivedStatement Statement { get; }

    public KeepalivedSettings Settings { get; } = new();

    public List<KeepalivedStatement> Reals { get; } = [];

    public string? Scheduler { get; private set; }

    public bool OnePacket { get; private set; }

    public LvsProtocol? Protocol { get; private set; }

    public AddressFamily? Family { get; private set; }

    public TimeSpan? Persistence { get; private set; }

    public string? Engine { get; private set; }

    public KeepalivedStatement? Granularity { get; private set; }

    public int Quorum { get; private set; } = 1;

    public int Hysteresis { get; private set; }

    public int Weight { get; private set; } = 1;

    public bool Omega { get; private set; }

    public string? Name { get; private set; }

    public LvsHealthAction? QuorumUp { get; private set; }

    public LvsHealthAction? QuorumDown { get; private set; }

    public KeepalivedStatement? Sorry { get; private set; }

    public KeepalivedForwarding? SorryForwarding { get; private set; }

    /// <summary>Where each directive's value stands.</summary>
    public Dictionary<string, ConfigPlace> Places { get; } = [];

    /// <summary>Reads the directives.</summary>
    public void Read()
    {
        foreach (KeepalivedStatement child in Statement.Block ?? [])
        {
            Places[child.Keyword] = child.Words.Count > 1 ? child.Words[1].Place : child.Place;
            if (child.Keyword == "real_server")
            {
                Reals.Add(child);
            }
            else if (!Settings.Read(child, _values) && !ReadService(child) && !ReadQuorum(child))
            {
                _values.Unknown(child, "virtual_server");
            }
        }
    }

    /// <summary>The scheduler's flags.</summary>
    public LvsSchedulerFlags SchedulerFlags()
    {
        LvsSchedulerFlags flags = LvsSchedulerFlags.None;
        foreach (KeepalivedStatement flag in _flags)
        {
            if (LvsSchedulerFlagNames.Parse(flag.Keyword, Scheduler ?? LvsService.DefaultScheduler) is LvsSchedulerFlags known)
            {
                flags |= known;
            }
            else
            {
                _values.Findings.Error(
                    flag.Place, flag.Keyword, flag.Keyword[..2] + " as lvs_sched", $"The scheduler {Scheduler ?? LvsService.DefaultScheduler} has no such flag.");
            }
        }

        return flags;
    }

    /// <summary>The netmask of persistence.</summary>
    public LvsNetmask Netmask(AddressFamily family)
    {
        if (Granularity is not KeepalivedStatement statement)
        {
            return LvsNetmask.Full(family);
        }

        bool isIPv6 = family == AddressFamily.InterNetworkV6;
        string expected = isIPv6 ? "a prefix length from 1 to 128" : "a mask such as 255.255.255.0";
        if (_values.Word(statement, expected) is string word)
        {
            try
            {
                if (isIPv6 || word.Contains('.', StringComparison.Ordinal))
                {
                    return LvsNetmask.Parse(word, family);
                }
            }
            catch (LvsInputException)
            {
                // Reported like the other form that is none.
            }

            _values.Findings.Error(statement.Words[1].Place, word, expected, "This is no netmask.");
        }

        return LvsNetmask.Full(family);
    }

    private bool ReadService(KeepalivedStatement child)
    {
        switch (child.Keyword)
        {
            case "lvs_sched" or "lb_algo":
                Scheduler = _values.Word(child, "the name of a scheduler");
                return true;
            case "flag-1" or "flag-2" or "flag-3" or "sh-port" or "sh-fallback" or "mh-port" or "mh-fallback":
                _flags.Add(child);
                return true;
            case "hashed":
                _values.NotHonoured(child, "The kernel sets this flag itself.");
                return true;
            case "ops":
                OnePacket = true;
                return true;
            case "persistence_timeout":
                Persistence = child.Words.Count < 2 ? LvsService.DefaultPersistence
                    : _values.Number(child, 1, KeepalivedValues.LongestTime, "whole seconds") is int seconds ? TimeSpan.FromSeconds(seconds)
                    : null;
                return true;
            case "persistence_granularity":
                Granularity = child;
                return true;
            case "persistence_engine":
                Engine = _values.Word(child, "the name of an engine, which is sip");
                return true;
            case "protocol":
                ReadProtocol(child);
                return true;
            case "ip_family":
                ReadFamily(child);
                return true;
            case "snmp_name":
                Name = _values.Word(child, "a name");
                return true;
            case "ha_suspend":
                _values.NotHonoured(child, "Checks go on whether the virtual address is on this host or not.");
                return true;
            case "weight":
                Weight = _values.Number(child, 1, int.MaxValue, "a weight") ?? 1;
                return true;
            default:
                return false;
        }
    }

    private bool ReadQuorum(KeepalivedStatement child)
    {
        switch (child.Keyword)
        {
            case "quorum":
                Quorum = _values.Number(child, 1, int.MaxValue) ?? 1;
                return true;
            case "hysteresis":
                Hysteresis = _values.Number(child, 0, int.MaxValue) ?? 0;
                return true;
            case "quorum_up":
                QuorumUp = _values.Action(child);
                return true;
            case "quorum_down":
                QuorumDown = _values.Action(child);
                return true;
            case "omega":
                Omega = true;
                return true;
            case "sorry_server":
                Sorry = child;
                return true;
            case "sorry_server_inhibit":
                _values.NotHonoured(child, "The sorry server is added when the quorum is lost and removed afterwards, and never stays with weight 0.");
                return true;
            case "sorry_server_lvs_method":
                SorryForwarding = KeepalivedForwarding.Read(child, _values);
                return true;
            default:
                return false;
        }
    }

    private void ReadProtocol(KeepalivedStatement child)
    {
        Protocol = _values.Word(child, "TCP, UDP or SCTP")?.ToUpperInvariant() switch
        {
            "TCP" => LvsProtocol.Tcp,
            "UDP" => LvsProtocol.Udp,
            "SCTP" => LvsProtocol.Sctp,
            null => null,
            _ => Wrong<LvsProtocol>(child, "TCP, UDP or SCTP", "This is no protocol."),
        };
    }

    private void ReadFamily(KeepalivedStatement child)
    {
        Family = _values.Word(child, "inet or inet6") switch
        {
            "inet" => AddressFamily.InterNetwork,
            "inet6" => AddressFamily.InterNetworkV6,
            null => null,
            _ => Wrong<AddressFamily>(child, "inet or inet6", "This is no address family."),
        };
    }

    private T? Wrong<T>(KeepalivedStatement child, string expected, string message)
        where T : struct
    {
        _values.Findings.Error(child.Words[1].Place, child.Words[1].Text, expected, message);
        return null;
    }
}
