using System.Globalization;
using System.Text;

namespace LvsPS;

/// <summary>How a watched table is drawn.</summary>
/// <param name="Director">The session's name.</param>
/// <param name="Interval">The time between readings.</param>
/// <param name="Order">The order of rows.</param>
/// <param name="Notice">A line in every picture, such as that nothing moves; null for none.</param>
internal sealed record TrafficTableOptions(string Director, TimeSpan Interval, TrafficOrder Order, string? Notice = null);

/// <summary>Turns a reading into the lines of a terminal, with escape sequences for colour only. It knows no terminal.</summary>
internal sealed class TrafficTable
{
    private const string Inverse = "\u001b[7m";
    private const string Bold = "\u001b[1m";
    private const string Plain = "\u001b[0m";
    private const int LeastName = 28;

    private static readonly TimeSpan s_leastMark = TimeSpan.FromSeconds(1);

    private readonly TrafficTableOptions _options;
    private readonly TimeProvider _time;
    private readonly TimeSpan _markTime;

    /// <summary>Begins with how it is to look.</summary>
    /// <param name="options">How it is to look.</param>
    /// <param name="time">The clock.</param>
    public TrafficTable(TrafficTableOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _markTime = options.Interval > s_leastMark ? options.Interval : s_leastMark;
    }

    /// <summary>The services of the last picture.</summary>
    public List<ServiceRows> Shown { get; } = [];

    /// <summary>Draws a reading.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="width">The terminal's columns.</param>
    /// <param name="height">The terminal's lines.</param>
    /// <param name="colour">Whether escape sequences may be used.</param>
    /// <returns>As many lines as the terminal has at most, none wider than it.</returns>
    public IReadOnlyList<string> Render(TrafficReading reading, int width, int height, bool colour)
    {
        int serverCount = reading.Services.Sum(s => s.Servers.Count);
        List<TrafficRow> rows = FirstRows(reading, Math.Max(height, 1));
        int nameWidth = rows.Count == 0 ? LeastName : rows.Max(r => r.Name.Length);
        List<TrafficColumn> columns = ChooseColumns(width, ref nameWidth);

        var lines = new List<string>(height)
        {
            Cut(Summary(reading, serverCount), width),
        };
        lines.AddRange(Total(reading, width).Select(line => Cut(line, width)));
        if (_options.Notice is string notice)
        {
            lines.Add(Styled(Cut(notice, width), Bold, colour));
        }

        lines.Add(Styled(Cut(Heading(columns, nameWidth), width), Inverse, colour));
        int all = CountLines(reading);
        int room = height - lines.Count;
        int shown = all <= room ? all : Math.Max(0, room - 1);
        foreach (TrafficRow row in rows.Take(shown))
        {
            lines.Add(Line(row, columns, nameWidth, width, reading.At, colour));
        }

        if (shown < all)
        {
            lines.Add(Cut(string.Create(CultureInfo.InvariantCulture, $"  and {all - shown} more lines; -SortBy, -Descending and -Top choose which come first"), width));
        }

        return lines.Count <= height ? lines : lines[..Math.Max(height, 0)];
    }

    private List<TrafficColumn> ChooseColumns(int width, ref int nameWidth)
    {
        List<TrafficColumn> columns = [.. TrafficColumn.All];
        int wanted = Math.Min(nameWidth, LeastName);
        int Room() => width - 2 - columns.Sum(c => c.Width + 1);
        while (Room() < wanted && columns.Count > 1)
        {
            columns.Remove(columns.Where(c => c.Id != _options.Order.Column).MaxBy(c => c.Drop)!);
        }

        nameWidth = Math.Clamp(Room(), 1, Math.Max(nameWidth, LeastName));
        return columns;
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : width < 1 ? string.Empty : $"{text[..(width - 1)]}\u2026";

    private static string Styled(string text, string style, bool colour) => colour ? style + text + Plain : text;

    private int CountLines(TrafficReading reading)
    {
        IEnumerable<ServiceRows> services = _options.Order.Top is int top && top < reading.Services.Count
            ? _options.Order.Services(reading)
            : reading.Services;
        return services.Sum(service => 1 + service.Servers.Count);
    }

    private List<TrafficRow> FirstRows(TrafficReading reading, int count)
    {
        var rows = new List<TrafficRow>(count);
        Shown.Clear();
        foreach (ServiceRows service in _options.Order.Services(reading))
        {
            Shown.Add(service);
            rows.Add(service.Service);
            rows.AddRange(_options.Order.Servers(service, reading.At));
            if (rows.Count >= count)
            {
                break;
            }
        }

        return rows;
    }

    private string Summary(TrafficReading reading, int serverCount) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_options.Director}  {reading.Time:HH:mm:ss}  every {_options.Interval.TotalSeconds:0.###} s  {reading.Services.Count} services, {serverCount} real servers");

    /// <summary>One line, or two where the terminal is narrow.</summary>
    private static string[] Total(TrafficReading reading, int width)
    {
        if (reading.Total is not LiveRate total)
        {
            return ["Total: not known"];
        }

        TrafficTotals counted = total.SinceStart;
        TrafficRates? rates = total.Rates;
        static string Pair(ulong count, string unit, double? rate) => $"{ShortNumber.Format((double)count)} {unit} ({ShortNumber.Format(rate)}/s)";
        string start = $"Total since start: {Pair(counted.Connections, "conns", rates?.Connections)}";
        string incoming = $"  in {Pair(counted.IncomingPackets, "pkts", rates?.IncomingPackets)} {Pair(counted.IncomingBytes, "bytes", rates?.IncomingBytes)}";
        string outgoing = $"  out {Pair(counted.OutgoingPackets, "pkts", rates?.OutgoingPackets)} {Pair(counted.OutgoingBytes, "bytes", rates?.OutgoingBytes)}";
        string all = start + incoming + outgoing;
        return all.Length <= width ? [all] : [start, incoming + outgoing];
    }

    private string Heading(List<TrafficColumn> columns, int nameWidth)
    {
        string arrow = _options.Order.IsDescending ? "\u2193" : "\u2191";
        var line = new StringBuilder(" ");
        string name = "Service / real server" + (_options.Order.Column == LvsTrafficColumn.Service ? arrow : string.Empty);
        line.Append(Cut(name, nameWidth).PadRight(nameWidth));
        foreach (TrafficColumn column in columns)
        {
            // The arrow takes the blank before the column, so that no column moves.
            line.Append(column.Id == _options.Order.Column ? (arrow + column.Heading).PadLeft(column.Width + 1) : column.Heading.PadLeft(column.Width + 1));
        }

        return line.ToString();
    }

    private string Line(TrafficRow row, List<TrafficColumn> columns, int nameWidth, int width, long now, bool colour)
    {
        bool counted = IsRecent(row.Counters.LastChange, now);
        bool connected = IsRecent(row.ConnectionChange, now);
        var line = new StringBuilder(counted || connected ? "*" : " ");
        line.Append(Cut(row.Name, nameWidth).PadRight(nameWidth));
        int used = nameWidth + 1;
        foreach (TrafficColumn column in columns)
        {
            if (used + column.Width + 1 > width)
            {
                break;
            }

            string text = column.Text(row, now).PadLeft(column.Width + 1);
            bool marked = column.IsConnections ? connected : counted;
            line.Append(marked ? Styled(text, Bold, colour) : text);
            used += column.Width + 1;
        }

        return line.ToString();
    }

    private bool IsRecent(long? change, long now) => change is long at && _time.GetElapsedTime(at, now) < _markTime;
}
