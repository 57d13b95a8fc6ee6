namespace LvsPS;

/// <content>What is told of a virtual's checks.</content>
internal sealed partial class DirectordChecks
{
    /// <summary>Tells what of a virtual's check does not hold as it is written, once for all its servers.</summary>
    /// <param name="place">Where the virtual stands.</param>
    public void TellOnce(ConfigPlace place)
    {
        ConfigPlace type = _settings.PlaceOf("checktype") ?? place;
        ConfigPlace service = _settings.PlaceOf("service") ?? place;
        if (Type is "external" or "external-perl" && _settings.CheckCommand is null)
        {
            _findings.Warning(type, Type, "checkcommand=PATH beside it", "Without checkcommand it is /bin/true, which always says that a server is up.");
        }

        if (Type == "off")
        {
            _findings.Warning(type, Type, "a virtual without it", "All servers count as down, so that a fallback answers; ldirectord adds neither.");
        }

        if (Type != "negotiate")
        {
            return;
        }

        if (_settings.Connects > 0)
        {
            _findings.Warning(
                type, FormattableString.Invariant($"{_settings.Connects}"), "negotiate", "Each check negotiates; none only connects in between.");
        }

        TellService(place, service);
    }

    private void TellService(ConfigPlace place, ConfigPlace service)
    {
        switch (_kind)
        {
            case "none":
                _findings.Warning(
                    service, "none", "service=http or another one, or checktype=connect", "There is no service to ask for, and its servers count as up without a check.");
                break;
            case "oracle":
                _findings.Warning(service, _kind, "another check", "No query is sent to Oracle: the server is up where it takes a connection.");
                break;
            case "https":
                _findings.Warning(
                    service, _kind, "a check with -AuthorityPath", "Any certificate will do; ldirectord's libraries may want one of an authority that the system trusts, whatever its name.");
                break;
            case "ftp" when _settings.Request is not null || _settings.Receive is not null || _settings.Reals.Exists(r => r.Value!.Contains('"', StringComparison.Ordinal)):
                _findings.Warning(
                    _settings.PlaceOf("request") ?? _settings.PlaceOf("receive") ?? service, "a file", "the login alone", "No file is fetched by FTP: the server is up where the login succeeds.");
                break;
            case "http_proxy" when _settings.Request is null:
                _findings.Error(service, _kind, "request=\"http://HOST/PATH\" beside it", "A proxy is asked for a whole URL, and there is none.");
                break;
            case "dns" when _settings.Request is null && !_settings.Reals.Exists(r => r.Value!.Contains('"', StringComparison.Ordinal)):
                _findings.Error(service, _kind, "request=\"NAME\" beside it", "There is no name to ask for.");
                break;
            case "ldap" or "ldaps" when _settings.Receive is not null:
                _findings.Warning(
                    _settings.PlaceOf("receive") ?? service, _settings.Receive, "request=\"NAME OF THE ENTRY\" alone", "The name of the entry is that which is asked for, and is not compared.");
                break;
            case "dns" when _settings.Receive is null && !_settings.Reals.Exists(r => r.Value!.Contains('"', StringComparison.Ordinal)):
                _findings.Warning(service, _kind, "receive=\"PATTERN\" beside it", "Without receive ldirectord takes every DNS server for down; here any answer is enough.");
                break;
            case "mysql" or "pgsql" when Login.Length == 0 || _settings.Request is null:
                _findings.Error(service, _kind, "login=\"NAME\" and request=\"QUERY\" beside it", "Without a login and a query ldirectord takes every server for down.");
                break;
            case "radius" when Login.Length == 0 || _settings.Secret is null:
                _findings.Error(service, _kind, "login=\"NAME\", passwd=\"PASSWORD\" and secret=\"SECRET\" beside it", "A RADIUS server answers only whoever has its secret.");
                break;
            case "simpletcp" when _settings.CheckPort is null && _service.FwMark is not null:
                _findings.Warning(place, _kind, "checkport=PORT beside it", "Servers without a port are asked at none.");
                break;
        }
    }
}
