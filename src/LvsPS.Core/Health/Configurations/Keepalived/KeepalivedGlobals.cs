namespace LvsPS;

/// <summary>What global_defs and the blocks beside virtual servers say that matters to checks; of all else it is told that it does not.</summary>
internal sealed class KeepalivedGlobals
{
    private readonly KeepalivedValues _values;

    public KeepalivedGlobals(KeepalivedValues values)
    {
        _values = values;
        TrackFiles = new KeepalivedTrackFiles(values);
    }

    /// <summary>The files that checkers may name.</summary>
    public KeepalivedTrackFiles TrackFiles { get; }

    /// <summary>To whom mail is sent.</summary>
    public List<string> Recipients { get; } = [];

    /// <summary>From whom.</summary>
    public string? From { get; private set; }

    /// <summary>The mail server; null where there is none, and no mail is sent.</summary>
    public string? Server { get; private set; }

    /// <summary>Its port.</summary>
    public int Port { get; private set; } = 25;

    /// <summary>Whether mail is sent where a server does not say; null where nothing is said at all.</summary>
    public bool? Alerts => _checkerAlerts ?? _alerts;

    private bool? _alerts;
    private bool? _checkerAlerts;
    private ConfigPlace? _mailPlace;

    /// <summary>Reads a block at the top that is no virtual server and no group.</summary>
    public void Read(KeepalivedStatement statement)
    {
        switch (statement.Keyword)
        {
            case "global_defs":
                foreach (KeepalivedStatement child in statement.Block ?? [])
                {
                    ReadDefinition(child);
                }

                break;
            case "track_file" or "vrrp_track_file":
                TrackFiles.Add(statement);
                break;
            case "SSL":
                _values.NotHonoured(statement, "Checks by TLS show no certificate of their own, and take any of the server, as keepalived does.");
                break;
            case "net_namespace" or "net_namespace_ipvs":
                _values.NotHonoured(statement, "The monitor works in the namespace of its session.", "New-LvsSession -Namespace");
                break;
            case "vrrp_instance" or "vrrp_sync_group" or "vrrp_script" or "vrrp_track_process" or "track_group"
                or "static_ipaddress" or "static_routes" or "static_rules" or "garp_group" or "linkbeat_interfaces" or "linkbeat_use_polling"
                or "interface_up_down_delays" or "bfd_instance" or "use_pid_dir" or "instance" or "child_wait_time" or "namespace_with_ipsets":
                _values.Findings.Warning(
                    statement.Place, statement.Raw, "virtual servers", $"The directive {statement.Keyword} is about something else than virtual servers, and is left to keepalived.");
                break;
            default:
                _values.Unknown(statement, string.Empty);
                break;
        }
    }

    /// <summary>The mail of a service.</summary>
    /// <param name="ofServers">Whether mail is sent of its servers.</param>
    /// <param name="ofQuorum">Whether mail is sent of its quorum.</param>
    /// <returns>To whom, and of what; null for no mail.</returns>
    public LvsHealthMail? Mail(bool ofServers, bool ofQuorum)
    {
        if (Recipients.Count == 0 || (!ofServers && !ofQuorum))
        {
            return null;
        }

        if (Server is null)
        {
            if (_mailPlace is ConfigPlace place)
            {
                _values.Findings.Warning(place, "notification_email", "smtp_server ADDRESS beside it", "Without a mail server no mail is sent.");
                _mailPlace = null;
            }

            return null;
        }

        List<LvsHealthEventKind> kinds = [];
        kinds.AddRange(ofServers ? [LvsHealthEventKind.Up, LvsHealthEventKind.Down] : []);
        kinds.AddRange(ofQuorum ? [LvsHealthEventKind.QuorumLost, LvsHealthEventKind.QuorumGained] : []);
        return new LvsHealthMail { To = Recipients, From = From, Server = Server, Port = Port, Kinds = kinds };
    }

    private void ReadDefinition(KeepalivedStatement statement)
    {
        switch (statement.Keyword)
        {
            case "notification_email":
                _mailPlace = statement.Place;
                Recipients.AddRange((statement.Block ?? []).SelectMany(s => s.Words).Select(w => w.Text));
                break;
            case "notification_email_from":
                From = _values.Word(statement, "an address");
                break;
            case "smtp_server":
                Server = statement.Words.Count > 1 ? statement.Words[1].Text : _values.Word(statement, "a mail server");
                Port = statement.Words.Count > 2 ? _values.Port(statement.Words[2], 1, statement.Keyword) ?? 25 : 25;
                _values.TellRest(statement, 3);
                break;
            case "smtp_alert":
                _alerts = _values.Flag(statement);
                break;
            case "smtp_alert_checker":
                _checkerAlerts = _values.Flag(statement);
                break;
            case "no_checker_emails":
                _checkerAlerts = false;
                break;
            case "lvs_timeouts":
                _values.NotHonoured(statement, "A monitor sets no time-outs of the kernel.", "Set-LvsTimeout");
                break;
            case "lvs_sync_daemon":
                _values.NotHonoured(statement, "A monitor starts no synchronisation daemon.", "Start-LvsSyncDaemon");
                break;
            case "lvs_flush":
                _values.NotHonoured(statement, "A monitor does not clear the table when it starts.", "Clear-LvsTable before it");
                break;
            case "lvs_flush_on_stop" or "lvs_flush_onstop":
                _values.NotHonoured(statement, "When it stops, a monitor takes away its own services, and leaves those of others.", "Clear-LvsTable after it");
                break;
            default:
                _values.NotHonoured(statement, $"The directive {statement.Keyword} is about keepalived itself, and does nothing here.");
                break;
        }
    }
}
