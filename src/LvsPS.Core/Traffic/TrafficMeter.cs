namespace LvsPS;

/// <summary>Makes least, mean and greatest of the readings that it is given.</summary>
internal sealed class TrafficMeter
{
    private readonly Dictionary<TrafficRow, Measured> _measured = [];

    /// <summary>Takes a reading.</summary>
    public void Take(TrafficReading reading)
    {
        foreach (ServiceRows service in reading.Services)
        {
            Take(service.Service, reading.At);
            foreach (TrafficRow server in service.Servers)
            {
                Take(server, reading.At);
            }
        }
    }

    /// <summary>What was measured of each service of the last reading and of its servers.</summary>
    /// <param name="last">The last reading.</param>
    /// <returns>A row each, a service before its servers.</returns>
    public IEnumerable<LvsTrafficMeasurement> Results(TrafficReading last) =>
        from service in last.Services
        from row in service.Servers.Prepend(service.Service)
        select _measured[row].ToMeasurement(row);

    private void Take(TrafficRow row, long at)
    {
        if (!_measured.TryGetValue(row, out Measured? measured))
        {
            _measured.Add(row, measured = new Measured());
        }

        measured.Take(row, at);
    }

    private sealed class Measured
    {
        private readonly Range _connections = new();
        private readonly Range _incomingPackets = new();
        private readonly Range _outgoingPackets = new();
        private readonly Range _incomingBytes = new();
        private readonly Range _outgoingBytes = new();
        private readonly Range _active = new();
        private readonly Range _inactive = new();
        private int _rates;
        private TimeSpan _duration;

        public void Take(TrafficRow row, long at)
        {
            _active.Take(row.Active, 1);
            _inactive.Take(row.Inactive, 1);
            if (row.HasNewRate(at) && row.Counters.Rates is TrafficRates rates)
            {
                double seconds = row.Counters.Span.TotalSeconds;
                _connections.Take(rates.Connections, seconds);
                _incomingPackets.Take(rates.IncomingPackets, seconds);
                _outgoingPackets.Take(rates.OutgoingPackets, seconds);
                _incomingBytes.Take(rates.IncomingBytes, seconds);
                _outgoingBytes.Take(rates.OutgoingBytes, seconds);
                _rates++;
                _duration += row.Counters.Span;
            }
        }

        public LvsTrafficMeasurement ToMeasurement(TrafficRow row) => new()
        {
            Service = row.Service,
            Address = row.Address,
            Port = row.Port,
            SampleCount = _active.Count,
            RateCount = _rates,
            Duration = _duration,
            ConnectionsPerSecond = _connections.ToRange(),
            IncomingPacketsPerSecond = _incomingPackets.ToRange(),
            OutgoingPacketsPerSecond = _outgoingPackets.ToRange(),
            IncomingBytesPerSecond = _incomingBytes.ToRange(),
            OutgoingBytesPerSecond = _outgoingBytes.ToRange(),
            ActiveConnections = _active.ToRange()!,
            InactiveConnections = _inactive.ToRange()!,
        };
    }

    private sealed class Range
    {
        private double _least = double.MaxValue;
        private double _greatest = double.MinValue;
        private double _sum;
        private double _weight;

        public int Count { get; private set; }

        public void Take(double value, double weight)
        {
            _least = Math.Min(_least, value);
            _greatest = Math.Max(_greatest, value);
            _sum += value * weight;
            _weight += weight;
            Count++;
        }

        public LvsTrafficRange? ToRange() => Count == 0 ? null : new LvsTrafficRange(_least, _sum / _weight, _greatest);
    }
}
