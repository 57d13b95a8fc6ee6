namespace LvsPS;

/// <content>Directives that stand only outside of virtuals, or only in them.</content>
internal sealed partial class DirectordDirectives
{
    private static readonly string[] s_checkTypes = ["connect", "negotiate", "ping", "external", "external-perl", "on", "off", "a number of connects"];

    private bool ReadGlobalOnly(DirectordDirective directive, DirectordSettings settings)
    {
        switch (directive.Name)
        {
            case "autoreload":
                settings.AutoReload = _values.YesNo(directive) ?? false;
                return true;
            case "callback":
                settings.Callback = _values.Quoted(directive);
                return true;
            case "logfile":
                settings.LogFile = _values.Quoted(directive);
                if (settings.LogFile?.StartsWith('/') == false)
                {
                    NotHonoured(directive, "The log goes to no syslog facility: write the path of a file. The job's output has all events.");
                    settings.LogFile = null;
                }

                return true;
            case "execute":
                NotHonoured(directive, "No other configuration is started from this one: start a monitor for each.");
                return true;
            case "fork":
                settings.Fork = _values.YesNo(directive) ?? false;
                return true;
            case "supervised":
                if (directive.Value is null || _values.YesNo(directive) == true)
                {
                    NotHonoured(directive, "A monitor is a job, and neither a daemon nor in the foreground.");
                }

                return true;
            case "readdquiescent":
                if (_values.YesNo(directive) == true)
                {
                    NotHonoured(directive, "A server that somebody removed is not added with weight 0: the change is reported, and stays.");
                }

                return true;
            case "emailalertfrom":
                settings.EmailAlertFrom = _values.Text(directive);
                return true;
            case "maintenancedir":
                settings.MaintenanceDir = _values.Text(directive);
                return true;
            default:
                return false;
        }
    }

    private bool ReadCheck(DirectordDirective directive, DirectordSettings settings)
    {
        switch (directive.Name)
        {
            case "checktype":
                ReadCheckType(directive, settings);
                return true;
            case "checkcommand":
                settings.CheckCommand = _values.Quoted(directive, takesBare: true);
                return true;
            case "checkport":
                settings.CheckPort = _values.Number(directive, 1, ushort.MaxValue, "a port");
                return true;
            case "request":
                settings.Request = _values.Quoted(directive);
                return true;
            case "receive":
                settings.Receive = _values.Quoted(directive);
                return true;
            case "httpmethod":
                settings.HttpMethod = _values.OneOf(directive with { Value = directive.Value!.ToUpperInvariant() }, ["GET", "HEAD"]);
                return true;
            case "virtualhost":
                settings.VirtualHost = _values.Quoted(directive, takesBare: true);
                return true;
            case "login":
                settings.Login = _values.Quoted(directive);
                return true;
            case "passwd":
                settings.Password = _values.Quoted(directive);
                return true;
            case "database":
                settings.Database = _values.Quoted(directive);
                return true;
            case "secret":
                settings.Secret = _values.Quoted(directive);
                return true;
            case "load":
                NotHonoured(directive, "ldirectord reads the directive load and does nothing with it, and neither is anything done here.");
                return true;
            case "service":
                settings.Service = _values.OneOf(directive, DirectordServices.Names);
                return true;
            default:
                return false;
        }
    }

    private void ReadCheckType(DirectordDirective directive, DirectordSettings settings)
    {
        if (directive.Value!.Length > 0 && char.IsAsciiDigit(directive.Value[0]))
        {
            settings.Connects = _values.Number(directive, 0, int.MaxValue, "a number of connects");
            settings.CheckType = "negotiate";
            return;
        }

        settings.Connects = null;
        settings.CheckType = _values.OneOf(directive, s_checkTypes);
    }

    private bool ReadService(DirectordDirective directive, DirectordSettings settings, DirectordVirtual service)
    {
        switch (directive.Name)
        {
            case "scheduler":
                settings.Scheduler = _values.Word(directive, "the name of a scheduler");
                if (settings.Scheduler?.All(char.IsAsciiLetterLower) == false)
                {
                    _findings.Error(directive.ValuePlace, settings.Scheduler, "a scheduler of lower-case letters, such as wrr", "This is no scheduler.");
                    settings.Scheduler = null;
                }

                return true;
            case "schedflags":
                settings.SchedFlags = _values.Word(directive, "scheduler flags such as sh-port,sh-fallback");
                return true;
            case "persistent":
                settings.Persistent = _values.Seconds(directive);
                return true;
            case "netmask":
                settings.Netmask = ReadNetmask(directive, service.IsIPv6);
                return true;
            case "protocol":
                ReadProtocol(directive, settings, service);
                return true;
            case "ops":
                settings.Ops = _values.YesNo(directive);
                return true;
            case "monitorfile":
                settings.MonitorFile = _values.Quoted(directive, takesBare: true);
                return true;
            case "servicename":
                settings.ServiceName = _values.Text(directive);
                return true;
            default:
                settings.Comment = _values.Text(directive);
                return true;
        }
    }

    private void ReadProtocol(DirectordDirective directive, DirectordSettings settings, DirectordVirtual service)
    {
        if (service.IsMark)
        {
            _ = _values.OneOf(directive, ["fwm"]);
            return;
        }

        settings.Protocol = _values.OneOf(directive, ["tcp", "udp"]) switch
        {
            "tcp" => LvsProtocol.Tcp,
            "udp" => LvsProtocol.Udp,
            _ => null,
        };
    }
}
