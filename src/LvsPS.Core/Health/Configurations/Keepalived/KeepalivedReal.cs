using System.Net;

namespace LvsPS;

/// <summary>A real_server: what it says of itself and how it is checked.</summary>
internal sealed class KeepalivedReal
{
    private readonly KeepalivedValues _values;

    private KeepalivedReal(KeepalivedStatement statement, IPAddress address, int port, KeepalivedSettings settings, int weight, KeepalivedValues values)
    {
        Statement = statement;
        Address = address;
        Port = port;
        Settings = settings;
        Weight = weight;
        _values = values;
    }

    public KeepalivedStatement Statement { get; }

    public IPAddress Address { get; }

    /// <summary>Its port, 0 where none is given.</summary>
    public int Port { get; }

    public KeepalivedSettings Settings { get; }

    public int Weight { get; private set; }

    public uint Upper { get; private set; }

    public uint Lower { get; private set; }

    public LvsHealthAction? Up { get; private set; }

    public LvsHealthAction? Down { get; private set; }

    public List<KeepalivedChecker> Checkers { get; } = [];

    /// <summary>Reads a real server.</summary>
    /// <param name="statement">The real server.</param>
    /// <param name="service">What holds for its virtual server.</param>
    /// <param name="values">Reads values.</param>
    /// <param name="files">The files that checkers may name.</param>
    /// <returns>The server; null where its address cannot be read.</returns>
    public static KeepalivedReal? Read(KeepalivedStatement statement, KeepalivedVirtual service, KeepalivedValues values, KeepalivedTrackFiles files)
    {
        if (statement.Words.Count < 2)
        {
            values.Findings.Error(statement.Place, statement.Keyword, "real_server ADDRESS PORT { ... }", "The real server has no address.");
        }

        IPAddress? address = statement.Words.Count < 2 ? null : values.Address(statement.Words[1], statement.Keyword);
        int? port = KeepalivedGroup.Port(statement, 2, values);
        var real = new KeepalivedReal(statement, address ?? IPAddress.None, port ?? 0, new KeepalivedSettings(service.Settings), service.Weight, values);
        real.ReadBlock(files);
        return address is null || port is null ? null : real;
    }

    private void ReadBlock(KeepalivedTrackFiles files)
    {
        // What holds for the server may stand below its checkers.
        foreach (KeepalivedStatement child in (Statement.Block ?? []).Where(c => !KeepalivedCheckers.IsChecker(c.Keyword)))
        {
            if (!Settings.Read(child, _values) && !ReadOwn(child))
            {
                _values.Unknown(child, "real_server");
            }
        }

        var checkers = new KeepalivedCheckers(_values, files);
        foreach (KeepalivedStatement child in (Statement.Block ?? []).Where(c => KeepalivedCheckers.IsChecker(c.Keyword)))
        {
            Checkers.AddRange(checkers.Read(child, Settings));
        }
    }

    private bool ReadOwn(KeepalivedStatement child)
    {
        switch (child.Keyword)
        {
            case "weight":
                Weight = _values.Number(child, 0, int.MaxValue, "a weight") ?? Weight;
                return true;
            case "uthreshold":
                Upper = (uint)(_values.Number(child, 0, int.MaxValue) ?? 0);
                return true;
            case "lthreshold":
                Lower = (uint)(_values.Number(child, 0, int.MaxValue) ?? 0);
                return true;
            case "notify_up":
                Up = _values.Action(child);
                return true;
            case "notify_down":
                Down = _values.Action(child);
                return true;
            case "snmp_name":
                _values.NotHonoured(child, "A real server has no name beside its address.");
                return true;
            default:
                return false;
        }
    }
}
