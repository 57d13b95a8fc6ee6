using System.Net;

namespace LvsPS;

/// <summary>A checker of keepalived: what is checked, and when.</summary>
/// <param name="Check">The check, without the port of its server.</param>
/// <param name="Interval">The time between checks (<c>delay_loop</c>).</param>
/// <param name="Retry">How many more attempts follow a failure.</param>
/// <param name="RetryDelay">The time before each of them.</param>
/// <param name="Warmup">Within which time the first check begins.</param>
/// <param name="IsAlpha">Whether the server is down until the check passes.</param>
internal sealed record KeepalivedChecker(LvsHealthCheck Check, TimeSpan Interval, int Retry, TimeSpan RetryDelay, TimeSpan Warmup, bool IsAlpha)
{
    /// <summary>Where the time before further attempts is written; null where it is the default.</summary>
    public ConfigPlace? RetryDelayPlace { get; init; }
}

/// <summary>The directives that all checkers have: whom to ask, how often, and how long.</summary>
internal sealed class KeepalivedConnection
{
    private readonly KeepalivedValues _values;
    private readonly bool _connects;

    public KeepalivedConnection(KeepalivedSettings outer, KeepalivedValues values, bool connects)
    {
        Settings = new KeepalivedSettings(outer);
        _values = values;
        _connects = connects;
    }

    /// <summary>The times.</summary>
    public KeepalivedSettings Settings { get; }

    /// <summary>The address that is asked instead of the server's.</summary>
    public IPAddress? Address { get; private set; }

    /// <summary>The port that is asked instead of the server's.</summary>
    public int? Port { get; private set; }

    /// <summary>Reads a directive.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool Read(KeepalivedStatement statement)
    {
        switch (statement.Keyword)
        {
            case "retry" or "delay_before_retry" or "warmup" or "delay_loop" or "alpha":
                return Settings.Read(statement, _values);
            case "connect_timeout" when _connects:
                return Settings.Read(statement, _values);
            case "connect_ip" when _connects:
                Address = _values.Word(statement, "an address") is null ? null : _values.Address(statement.Words[1], statement.Keyword);
                return true;
            case "connect_port" when _connects:
                Port = _values.Word(statement, "a port") is null ? null : _values.Port(statement.Words[1], 1, statement.Keyword);
                return true;
            case "bindto" or "bind_port" or "bind_if" or "fwmark" when _connects:
                _values.NotHonoured(statement, "The system chooses address, port and interface of a check, and sets no mark.");
                return true;
            case "log_all_failures":
                if (_values.Flag(statement) == true)
                {
                    _values.NotHonoured(statement, "Events are told of changes, not of each failure; Get-LvsHealthStatus shows each server's last result.");
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>A checker with these times.</summary>
    /// <param name="check">Its check.</param>
    /// <param name="retry">How many further attempts it has where nothing is said.</param>
    /// <param name="delay">The time before them where nothing is said; null for that between checks.</param>
    /// <returns>The checker.</returns>
    public KeepalivedChecker Finish(LvsHealthCheck check, int retry = 1, TimeSpan? delay = null) => new(
        check is LvsCombinedCheck ? check : check with { Address = Address, Port = Port },
        Settings.DelayLoop,
        Settings.Retry ?? retry,
        Settings.DelayBeforeRetry ?? delay ?? Settings.DelayLoop,
        Settings.Warmup,
        Settings.Alpha)
    {
        RetryDelayPlace = Settings.PlaceOf("delay_before_retry"),
    };
}
