using System.Globalization;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>What each directive of ldirectord.cf says, as ldirectord's <c>read_config</c> has it.</summary>
internal sealed partial class DirectordDirectives
{
    private static readonly HashSet<string> s_globals =
    [
        "checktimeout", "negotiatetimeout", "checkinterval", "checkcount", "failurecount", "quiescent", "cleanstop", "fallback", "fallback6",
        "fallbackcommand", "emailalert", "emailalertfreq", "emailalertstatus", "emailalertfrom", "smtp", "autoreload", "callback", "logfile", "execute",
        "fork", "supervised", "readdquiescent", "maintenancedir",
    ];

    private static readonly HashSet<string> s_virtuals =
    [
        "checktimeout", "negotiatetimeout", "checkinterval", "checkcount", "failurecount", "quiescent", "cleanstop", "fallback", "fallback6",
        "fallbackcommand", "emailalert", "emailalertfreq", "emailalertstatus", "smtp", "real", "real6", "checktype", "checkcommand", "checkport",
        "request", "receive", "httpmethod", "virtualhost", "login", "passwd", "database", "secret", "load", "scheduler", "schedflags", "persistent",
        "netmask", "protocol", "ops", "service", "monitorfile", "servicename", "comment",
    ];

    private readonly ConfigFindings _findings;
    private readonly DirectordValues _values;

    public DirectordDirectives(ConfigFindings findings)
    {
        _findings = findings;
        _values = new DirectordValues(findings);
    }

    /// <summary>Reads a directive that stands outside of virtuals.</summary>
    public void ReadGlobal(DirectordDirective directive, DirectordSettings settings)
    {
        if (IsKnown(directive, s_globals, s_virtuals, "belongs to a virtual, and this line is not indented within one"))
        {
            NoteOnce(directive, settings);
            _ = ReadCommon(directive, settings) || ReadGlobalOnly(directive, settings);
        }
    }

    /// <summary>Reads a directive of a virtual.</summary>
    public void ReadVirtual(DirectordDirective directive, DirectordSettings settings, DirectordVirtual service)
    {
        if (IsKnown(directive, s_virtuals, s_globals, "is no directive of a virtual, and belongs before all of them, without blanks before it"))
        {
            NoteOnce(directive, settings);
            _ = ReadFamily(directive, settings, service) || ReadCommon(directive, settings) || ReadCheck(directive, settings) || ReadService(directive, settings, service);
        }
    }

    private bool IsKnown(DirectordDirective directive, HashSet<string> known, HashSet<string> others, string otherwise)
    {
        if (known.Contains(directive.Name) && (directive.Value is not null || directive.Name == "supervised"))
        {
            return true;
        }

        string message = directive.Name switch
        {
            "" => "This is no directive.",
            "timeout" or "connecttimeout" => $"The directive {directive.Name} was replaced by checktimeout and negotiatetimeout.",
            "virtual" or "virtual6" => "A virtual begins at the start of a line, without blanks before it.",
            _ when known.Contains(directive.Name) => $"The directive {directive.Name} has no equals sign.",
            _ when others.Contains(directive.Name) => $"The directive {directive.Name} {otherwise}.",
            _ => "ldirectord has no such directive.",
        };
        _findings.Error(
            directive.Place,
            directive.Name.Length == 0 ? "other text" : directive.Name,
            known.Contains(directive.Name) ? $"{directive.Name}=VALUE" : "a directive such as " + (known == s_globals ? "checkinterval=10 or virtual=192.0.2.10:80" : "real=10.0.0.1:80 gate"),
            message);
        return false;
    }

    private void NoteOnce(DirectordDirective directive, DirectordSettings settings)
    {
        if (settings.Note(directive) is ConfigPlace before && directive.Name is not ("real" or "real6" or "execute"))
        {
            _findings.Warning(
                directive.Place,
                directive.Name,
                "the directive once",
                string.Create(CultureInfo.InvariantCulture, $"The directive {directive.Name} stands in line {before.Line} too, and the last one holds."));
        }
    }

    private bool ReadCommon(DirectordDirective directive, DirectordSettings settings)
    {
        switch (directive.Name)
        {
            case "checktimeout":
                settings.CheckTimeout = _values.Seconds(directive);
                return true;
            case "negotiatetimeout":
                settings.NegotiateTimeout = _values.Seconds(directive);
                return true;
            case "checkinterval":
                settings.CheckInterval = _values.Seconds(directive);
                return true;
            case "checkcount":
                settings.CheckCount = _values.Number(directive, 1, 100);
                return true;
            case "failurecount":
                settings.FailureCount = _values.Number(directive, 1, int.MaxValue);
                return true;
            case "quiescent":
                settings.Quiescent = _values.YesNo(directive);
                return true;
            case "cleanstop":
                settings.CleanStop = _values.YesNo(directive);
                return true;
            case "fallback":
                settings.Fallback = directive;
                return true;
            case "fallback6":
                settings.Fallback6 = directive;
                return true;
            case "fallbackcommand":
                settings.FallbackCommand = _values.Quoted(directive, takesBare: true);
                return true;
            default:
                return ReadMail(directive, settings);
        }
    }

    private bool ReadMail(DirectordDirective directive, DirectordSettings settings)
    {
        switch (directive.Name)
        {
            case "emailalert":
                settings.EmailAlert = _values.Quoted(directive, takesBare: true) is string to
                    ? to.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    : null;
                return true;
            case "emailalertfreq":
                settings.EmailAlertFreq = _values.Seconds(directive, least: 0);
                return true;
            case "emailalertstatus":
                settings.EmailAlertRunning = ReadStatus(directive);
                return true;
            case "smtp":
                settings.Smtp = _values.Word(directive, "the name or the address of a mail server");
                return true;
            default:
                return false;
        }
    }

    /// <summary>The states of the daemon in which mail is sent. Here there is none of starting and stopping: events are those of running.</summary>
    private bool? ReadStatus(DirectordDirective directive)
    {
        const string Expected = "all, none, or some of starting, running, stopping and reloading";
        string[] states = (_values.Text(directive) ?? string.Empty).Split(',', StringSplitOptions.TrimEntries);
        string? wrong = Array.Find(states, s => s is not ("all" or "none" or "starting" or "running" or "stopping" or "reloading"));
        if (directive.Value?.Length is null or 0)
        {
            return null;
        }

        if (wrong is not null || (states.Contains("none") && states.Distinct().Count() > 1))
        {
            _findings.Error(
                directive.ValuePlace,
                wrong ?? directive.Value,
                Expected,
                wrong is null ? "With none there is no other state." : "There is no such state.");
            return null;
        }

        bool isRunning = states.Contains("all") || states.Contains("running");
        if (!states.Contains("all") && !states.Contains("none"))
        {
            _findings.Warning(
                directive.ValuePlace,
                directive.Value,
                "all or none",
                isRunning
                    ? "Mail is sent of each change of a server, in whatever state the monitor is."
                    : "Mail is sent of changes while the monitor runs, which are left out here, so that none is sent.");
        }

        return isRunning;
    }

    private bool ReadFamily(DirectordDirective directive, DirectordSettings settings, DirectordVirtual service)
    {
        if (directive.Name is not ("real" or "real6" or "fallback" or "fallback6"))
        {
            return false;
        }

        bool isIPv6 = directive.Name[^1] == '6';
        if (isIPv6 != service.IsIPv6)
        {
            string right = isIPv6 ? directive.Name[..^1] : directive.Name + "6";
            _findings.Error(directive.Place, directive.Name, right, $"In a virtual{(service.IsIPv6 ? "6" : string.Empty)} it is {right}.");
            return true;
        }

        if (directive.Name.StartsWith('r'))
        {
            settings.Reals.Add(directive);
        }
        else
        {
            settings.Fallback = directive;
        }

        return true;
    }

    private void NotHonoured(DirectordDirective directive, string message) =>
        _findings.Warning(directive.Place, directive.Value is null ? directive.Name : $"{directive.Name}={directive.Value}", "the directive left out", message);

    private LvsNetmask? ReadNetmask(DirectordDirective directive, bool isIPv6)
    {
        AddressFamily family = isIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        string expected = isIPv6 ? "a prefix length from 1 to 128" : "a mask such as 255.255.255.0";
        if (_values.Word(directive, expected) is not string word)
        {
            return null;
        }

        try
        {
            if (isIPv6 || word.Contains('.'))
            {
                return LvsNetmask.Parse(word, family);
            }
        }
        catch (LvsInputException)
        {
            // Reported like the other form that is none.
        }

        _findings.Error(directive.ValuePlace, word, expected, "This is no netmask.");
        return null;
    }
}
