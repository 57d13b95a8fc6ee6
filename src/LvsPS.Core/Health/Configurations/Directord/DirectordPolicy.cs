using System.Buffers;

namespace LvsPS;

/// <summary>What holds for a virtual: its own directive, or the global one, or ldirectord's default (<c>set_defaults</c>, <c>ld_setup</c>).</summary>
internal sealed class DirectordPolicy
{
    private const int DefaultCheckTimeout = 5;
    private const int DefaultNegotiateTimeout = 30;
    private static readonly SearchValues<char> s_shellCharacters = SearchValues.Create("|&;<>$`*?(){}\\");

    private readonly DirectordSettings _globals;
    private readonly ConfigFindings _findings;
    private readonly HashSet<ConfigPlace> _told = [];

    public DirectordPolicy(DirectordSettings globals, ConfigFindings findings)
    {
        _globals = globals;
        _findings = findings;
    }

    /// <summary>The time of connects, commands and pings: each time-out stands in for the other, a virtual's before the global ones.</summary>
    public TimeSpan CheckTimeout(DirectordSettings own) => TimeSpan.FromSeconds(
        own.CheckTimeout ?? own.NegotiateTimeout ?? _globals.CheckTimeout ?? _globals.NegotiateTimeout ?? DefaultCheckTimeout);

    /// <summary>The time of negotiations.</summary>
    public TimeSpan NegotiateTimeout(DirectordSettings own) => TimeSpan.FromSeconds(
        own.NegotiateTimeout ?? own.CheckTimeout ?? _globals.NegotiateTimeout ?? _globals.CheckTimeout ?? DefaultNegotiateTimeout);

    /// <summary>How many pings are sent.</summary>
    public int CheckCount(DirectordSettings own) => own.CheckCount ?? _globals.CheckCount ?? 1;

    /// <summary>The time between checks.</summary>
    public TimeSpan Interval(DirectordSettings own)
    {
        if (own.CheckInterval is not null && !_globals.Fork && own.PlaceOf("checkinterval") is ConfigPlace place)
        {
            _findings.Warning(
                place, "checkinterval", "fork=yes beside it", "Without fork=yes ldirectord takes the interval of all virtuals for this one too; here the virtual's own holds.");
        }

        return (own.CheckInterval ?? _globals.CheckInterval) is int seconds ? TimeSpan.FromSeconds(seconds) : LvsHealthService.DefaultInterval;
    }

    /// <summary>To whom mail is sent.</summary>
    public LvsHealthMail? Mail(DirectordSettings own)
    {
        IReadOnlyList<string> to = own.EmailAlert ?? _globals.EmailAlert ?? [];
        int repeat = own.EmailAlertFreq ?? _globals.EmailAlertFreq ?? 0;
        bool isSent = own.EmailAlertRunning ?? _globals.EmailAlertRunning ?? true;
        return to.Count == 0 || !isSent ? null : new LvsHealthMail
        {
            To = to,
            From = _globals.EmailAlertFrom,
            Server = own.Smtp ?? _globals.Smtp ?? "localhost",
            RepeatInterval = repeat == 0 ? null : TimeSpan.FromSeconds(repeat),
            Kinds = [LvsHealthEventKind.Up, LvsHealthEventKind.Down],
        };
    }

    /// <summary>What is run when all servers are down, and when one came up: the command with start or stop, the virtual and its protocol.</summary>
    public LvsHealthAction? FallbackCommand(DirectordSettings own, LvsServiceId id, string verb)
    {
        // A mark has neither address nor port here, which leaves ":0" of ldirectord's argument.
        string target = id.VirtualAddress is null ? ":0" : new LvsEndpoint(id.VirtualAddress, id.VirtualPort).ToString();
        string protocol = id.Protocol switch
        {
            LvsProtocol.Udp => "udp",
            null => "fwm",
            _ => "tcp",
        };
        return own.FallbackCommand is string command ? Command(command, own.PlaceOf("fallbackcommand"), verb, target, protocol)
            : _globals.FallbackCommand is string common ? Command(common, _globals.PlaceOf("fallbackcommand"), verb, target, protocol)
            : null;
    }

    /// <summary>What is run when the file was changed, with its name.</summary>
    public LvsHealthAction? Callback(string? path) =>
        _globals.Callback is string command ? Command(command, _globals.PlaceOf("callback"), path is null ? [] : [path]) : null;

    private LvsHealthAction? Command(string text, ConfigPlace? place, params string[] arguments)
    {
        if (place is ConfigPlace at && text.AsSpan().IndexOfAny(s_shellCharacters) >= 0 && _told.Add(at))
        {
            _findings.Warning(at, text, "an executable and its arguments", "The command is run by no shell, which these characters are for.");
        }

        IReadOnlyList<string> words = ConfigCommand.Split(text);
        return words.Count == 0 ? null : LvsHealthAction.ForExecutable(words[0], [.. words.Skip(1), .. arguments]);
    }
}
