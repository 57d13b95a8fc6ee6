using System.Globalization;
using System.Net;

namespace LvsPS;

/// <summary>The servers of a virtual server as they are checked.</summary>
internal sealed class KeepalivedServers
{
    private readonly KeepalivedVirtual _written;
    private readonly KeepalivedValues _values;
    private readonly ConfigOrigins _origins;

    public KeepalivedServers(KeepalivedVirtual written, KeepalivedValues values, ConfigOrigins origins)
    {
        _written = written;
        _values = values;
        _origins = origins;
    }

    /// <summary>The servers of one service.</summary>
    /// <param name="reals">The real servers.</param>
    /// <param name="id">The service.</param>
    /// <param name="isFirst">Whether it is the first of a group, of which faults are told.</param>
    /// <returns>The servers.</returns>
    public IReadOnlyList<LvsHealthServer> Servers(IReadOnlyList<KeepalivedReal> reals, LvsServiceId id, bool isFirst)
    {
        var servers = new List<LvsHealthServer>(reals.Count);
        foreach (KeepalivedReal real in reals)
        {
            servers.Add(Server(real, id, isFirst));
            _origins.Add(servers[^1], real.Statement.Words[1].Place);
        }

        return servers;
    }

    /// <summary>Quorum and hysteresis, which keepalived lowers where they are more than the servers' weights.</summary>
    public (int Quorum, int Hysteresis) Quorum(IReadOnlyList<KeepalivedReal> reals, bool isFirst)
    {
        long sum = reals.Sum(r => (long)r.Weight);
        int quorum = (int)Math.Max(1, Math.Min(_written.Quorum, sum));
        int hysteresis = Math.Min(_written.Hysteresis, quorum - 1);
        if (isFirst && quorum != _written.Quorum)
        {
            _values.Findings.Warning(
                _written.Places["quorum"],
                Text(_written.Quorum),
                $"a quorum from 1 to {Text(quorum)}",
                $"The quorum is above the sum of the weights, and keepalived lowers it to {Text(quorum)}.");
        }

        if (isFirst && hysteresis != _written.Hysteresis)
        {
            _values.Findings.Warning(
                _written.Places["hysteresis"],
                Text(_written.Hysteresis),
                $"a hysteresis from 0 to {Text(hysteresis)}",
                $"The hysteresis is not below the quorum, and keepalived lowers it to {Text(hysteresis)}.");
        }

        return (quorum, hysteresis);
    }

    /// <summary>The server that answers while the quorum is lost.</summary>
    public LvsRealServer? Sorry(LvsServiceId id, bool isFirst)
    {
        if (_written.Sorry is not KeepalivedStatement statement)
        {
            return null;
        }

        if (statement.Words.Count < 2)
        {
            if (isFirst)
            {
                _values.Findings.Error(statement.Place, statement.Keyword, "sorry_server ADDRESS PORT", "The sorry server has no address.");
            }

            return null;
        }

        KeepalivedValues values = isFirst ? _values : new KeepalivedValues(new ConfigFindings());
        IPAddress? address = values.Address(statement.Words[1], statement.Keyword);
        int? port = KeepalivedGroup.Port(statement, 2, values);
        return address is null || port is null ? null
            : Row(id, address, port.Value, _written.SorryForwarding ?? _written.Settings.Forwarding, statement, values);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private LvsHealthServer Server(KeepalivedReal real, LvsServiceId id, bool isFirst)
    {
        KeepalivedValues values = isFirst ? _values : new KeepalivedValues(new ConfigFindings());
        LvsRealServer row = Row(id, real.Address, real.Port, real.Settings.Forwarding, real.Statement, values) with
        {
            Weight = real.Weight,
            UpperThreshold = real.Upper,
            LowerThreshold = real.Lower,
        };
        var checks = real.Checkers.ConvertAll(c => ConfigChecks.WithPort(c.Check, real.Port, row.Port, id));
        List<KeepalivedChecker> timed = Timed(real, values);
        TimeSpan interval = timed.Count == 0 ? real.Settings.DelayLoop : timed.Min(c => c.Interval);
        int retry = timed.Count == 0 ? 0 : timed.Min(c => c.Retry);
        if (timed.Select(c => (c.Interval, c.Retry)).Distinct().Count() > 1)
        {
            values.Findings.Warning(
                real.Statement.Place,
                FormattableString.Invariant($"{real.Checkers.Count} checkers"),
                "the same delay_loop and retry for all of them",
                "The checkers of a server run together: the shortest delay_loop and the fewest retries hold for all.");
        }

        return new LvsHealthServer
        {
            RealServer = row,
            Check = checks.Count switch
            {
                0 => new LvsConstantCheck(true),
                1 => checks[0],
                _ => new LvsCombinedCheck(checks, all: true),
            },
            Interval = interval == _written.Settings.DelayLoop ? null : interval,
            FastInterval = retry == 0 ? null : Fast(timed, interval, values),
            Fall = retry + 1,
            InitialState = StateOf(real),
            DownAction = real.Settings.Inhibit == _written.Settings.Inhibit ? null : real.Settings.Inhibit ? LvsDownAction.Quiesce : LvsDownAction.Remove,
            OnUp = real.Up,
            OnDown = real.Down,
        };
    }

    /// <summary>
    /// The checkers whose times hold. keepalived hears of a changed file at once, whatever delay_loop says; here a file is looked at each
    /// second where nothing else is checked, else with the rest.
    /// </summary>
    private static List<KeepalivedChecker> Timed(KeepalivedReal real, KeepalivedValues values)
    {
        List<KeepalivedChecker> others = real.Checkers.FindAll(c => c.Check is not LvsFileCheck);
        int files = real.Checkers.Count - others.Count;
        if (files > 0 && others.Count > 0)
        {
            values.Findings.Warning(
                real.Statement.Place, "FILE_CHECK beside other checkers", "FILE_CHECK alone, which is looked at each second", "The file is looked at when the others are checked, and not at once.");
        }

        if (real.Checkers.Count(c => c.Check is LvsFileCheck { WeightFactor: not 0 } or LvsCommandCheck { IsDynamic: true }) > 1)
        {
            values.Findings.Warning(
                real.Statement.Place, "several checkers with weights", "one that gives a weight", "keepalived adds up what they give; here the least of their weights holds.");
        }

        return others.Count > 0 ? others : real.Checkers;
    }

    private LvsInitialState? StateOf(KeepalivedReal real)
    {
        bool isDown = real.Checkers.Count == 0 ? real.Settings.Alpha : real.Checkers.Exists(c => c.IsAlpha);
        return isDown == _written.Settings.Alpha ? null : isDown ? LvsInitialState.Down : LvsInitialState.Up;
    }

    /// <summary>The time before another attempt, which cannot be more than that between checks.</summary>
    private static TimeSpan? Fast(List<KeepalivedChecker> timed, TimeSpan interval, KeepalivedValues values)
    {
        KeepalivedChecker first = timed.MinBy(c => c.RetryDelay)!;
        if (first.RetryDelay > interval && first.RetryDelayPlace is ConfigPlace place)
        {
            values.Findings.Warning(
                place,
                FormattableString.Invariant($"{first.RetryDelay.TotalSeconds:0.###} s"),
                "at most delay_loop",
                "The time before another attempt is longer than that between checks, and is taken to be the same.");
        }

        return first.RetryDelay >= interval ? null
            : first.RetryDelay == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1)
            : first.RetryDelay;
    }

    /// <summary>
    /// The row of the table. Without masquerading packets stay at the virtual server's port, and a mark's servers have none: keepalived takes
    /// another port for that of the checks alone.
    /// </summary>
    private static LvsRealServer Row(
        LvsServiceId id, IPAddress address, int port, KeepalivedForwarding forwarding, KeepalivedStatement statement, KeepalivedValues values)
    {
        int table = id.VirtualPort is int own && port == 0 ? own : port;
        if (forwarding.Method != LvsForwarding.Masquerade && table != (id.VirtualPort ?? 0))
        {
            table = id.VirtualPort ?? 0;
            values.Findings.Warning(
                statement.Words.Count > 2 ? statement.Words[2].Place : statement.Place,
                Text(port),
                table == 0 ? "no port" : Text(table),
                "Only NAT changes the port: the server gets packets at the virtual server's, and only its checks ask the port that is written.");
        }

        return forwarding.Apply(new LvsRealServer { Service = id, Address = address, Port = table });
    }
}
