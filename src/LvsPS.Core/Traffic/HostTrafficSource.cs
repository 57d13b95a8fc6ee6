namespace LvsPS;

/// <summary>
/// Reads a kernel's large table often at a small cost. Numbers of connections come from the file of all services. Totals move once in
/// two seconds, and only while something is forwarded, so netlink is asked for them only then: for all services in one dump, for
/// servers in a dump for each service. Where somebody looks at a few services only, these are read in every reading, live
/// connections and all, and the others once a second, for the order and for what comes and goes.
/// </summary>
internal sealed class HostTrafficSource : ITrafficSource, IDisposable
{
    /// <summary>How often the servers of a service with traffic are asked for where all are wanted, and everything where few are.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    /// <summary>How often totals are read that cannot have moved, or that nobody looks at: another tool may have set them back.</summary>
    private static readonly TimeSpan s_idlePeriod = TimeSpan.FromSeconds(20);

    private readonly ILvsClient _client;
    private readonly TableList _list;
    private readonly TimeProvider _time;

    // The rows of the list's lines: for a service's line no server.
    private readonly List<(ServiceRows? Service, TrafficRow? Server)> _lines = [];
    private long? _listRead;
    private long? _servicesRead;
    private int _marks;
    private bool _isListKnown;

    public HostTrafficSource(ILvsClient client, Stream list, TimeProvider time)
    {
        _client = client;
        _list = new TableList(list);
        _time = time;
    }

    public void Read(TrafficRows rows, long now, bool moved, IReadOnlyCollection<ServiceRows>? focus, CancellationToken cancellation)
    {
        if (focus is null || IsOlder(_listRead, now, s_period))
        {
            ReadAll(rows, now, moved, isFocused: focus is not null, cancellation);
        }

        foreach (ServiceRows service in focus ?? [])
        {
            if (moved && service.Service.Seen != rows.Reading && _client.FindService(service.Service.Service, cancellation) is LvsService found)
            {
                rows.Take(found, now);
            }

            if (service.ServersRead != now)
            {
                rows.ReadServers(service, _client, now, cancellation);
            }
        }
    }

    public void Dispose() => _list.Dispose();

    private void ReadAll(TrafficRows rows, long now, bool moved, bool isFocused, CancellationToken cancellation)
    {
        bool isFirst = _listRead is null;
        _listRead = now;
        bool isSame = _list.Read() && _isListKnown && ReadDifferences(now);
        if (!isSame)
        {
            _isListKnown = ReadList(rows, now);
        }

        if (!_isListKnown || _marks > 0 || moved || IsOlder(_servicesRead, now, s_idlePeriod))
        {
            foreach (LvsService service in _client.SampleServices(cancellation))
            {
                rows.Take(service, now);
            }

            _servicesRead = now;
        }

        if (!isSame)
        {
            rows.RemoveUnseen();
        }

        for (int i = 0; i < rows.All.Count; i++)
        {
            ServiceRows service = rows.All[i];
            if (NeedsServers(service, now, isFocused))
            {
                rows.ReadServers(service, _client, now, cancellation);
            }

            if (isFirst)
            {
                // From here on each reading has its part of them, instead of one all and the others none.
                TimeSpan period = isFocused ? s_idlePeriod : s_period;
                service.ServersRead = now - (long)(period.TotalSeconds * _time.TimestampFrequency * i / rows.All.Count);
            }
        }
    }

    /// <summary>Takes the numbers of connections of lines that differ; false where one is another's.</summary>
    private bool ReadDifferences(long now)
    {
        for (int i = 0; i < _list.Count && (i = _list.NextDifference(i)) >= 0; i++)
        {
            TableListLine line = _list.Line(i);
            (ServiceRows? service, TrafficRow? server) = _lines[i];
            if (!line.IsServer || service is null || server is null || server.RawAddress != line.Address || server.Port != line.Port)
            {
                return false;
            }

            server.SetConnections(line.Active, line.Inactive, now);
            TrafficRows.Sum(service, now);
        }

        return true;
    }

    /// <summary>Takes all lines; false where there is a service or a server that is not known yet.</summary>
    private bool ReadList(TrafficRows rows, long now)
    {
        bool isComplete = true;
        ServiceRows? service = null;
        int place = 0;
        _marks = 0;
        _lines.Clear();
        for (int i = 0; i < _list.Count; i++)
        {
            TableListLine line = _list.Line(i);
            TrafficRow? server = null;
            if (!line.IsServer)
            {
                Finish();
                place = 0;

                // Two services may have the same mark, one of each family: they are read by netlink.
                bool isMark = line.Protocol == 0;
                _marks += isMark ? 1 : 0;
                service = isMark ? null : rows.Find(line);
                isComplete &= isMark || service is not null;
            }
            else if (service is not null && (server = rows.TakeServer(service, place++, line, now)) is null)
            {
                service.ServersRead = null;
                isComplete = false;
            }

            _lines.Add((service, server));
        }

        Finish();
        return isComplete;

        void Finish()
        {
            if (service is not null)
            {
                rows.Finish(service, now);
            }
        }
    }

    private bool NeedsServers(ServiceRows service, long now, bool isFocused)
    {
        if (service.ServersRead is not long read || service.Service.Service.FwMark is not null)
        {
            return true;
        }

        bool hasTraffic = service.Service.Counters.LastChange is long change && _time.GetElapsedTime(change, now) <= TrafficSampler.Settling;
        return IsOlder(read, now, hasTraffic && !isFocused ? s_period : s_idlePeriod);
    }

    private bool IsOlder(long? read, long now, TimeSpan age) => read is not long at || _time.GetElapsedTime(at, now) >= age;
}
