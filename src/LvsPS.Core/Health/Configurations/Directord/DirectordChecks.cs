using System.Globalization;
using System.Net;
using System.Text;

namespace LvsPS;

/// <summary>The checks of one virtual's servers, as <c>_check_real</c> chooses them and the <c>check_</c> functions do them.</summary>
internal sealed partial class DirectordChecks
{
    private readonly DirectordSettings _settings;
    private readonly string _kind;
    private readonly LvsServiceId _service;
    private readonly TimeSpan _checkTimeout;
    private readonly TimeSpan _negotiateTimeout;
    private readonly int _count;
    private readonly ConfigFindings _findings;

    /// <summary>Chooses the checks of a virtual.</summary>
    /// <param name="settings">Its directives.</param>
    /// <param name="kind">The service that is negotiated.</param>
    /// <param name="service">The service in the table.</param>
    /// <param name="checkTimeout">The time of connects, commands and pings.</param>
    /// <param name="negotiateTimeout">The time of negotiations.</param>
    /// <param name="count">How many pings are sent.</param>
    /// <param name="findings">Where is told what does not hold.</param>
    public DirectordChecks(
        DirectordSettings settings, string kind, LvsServiceId service, TimeSpan checkTimeout, TimeSpan negotiateTimeout, int count, ConfigFindings findings)
    {
        _settings = settings;
        _kind = kind;
        _service = service;
        _checkTimeout = checkTimeout;
        _negotiateTimeout = negotiateTimeout;
        _count = count;
        _findings = findings;
    }

    private string Type => _settings.CheckType ?? "negotiate";

    private bool IsUdp => _service.Protocol == LvsProtocol.Udp;

    private string Login => _settings.Login ?? string.Empty;

    private NetworkCredential? Credential => Login.Length == 0 ? null : new NetworkCredential(Login, _settings.Password ?? string.Empty);

    /// <summary>The check of a server.</summary>
    /// <param name="real">The server.</param>
    /// <returns>The check, with its port where that is not the table's.</returns>
    public LvsHealthCheck Of(DirectordReal real)
    {
        LvsHealthCheck check = Type switch
        {
            "on" => new LvsConstantCheck(true),
            "off" => new LvsConstantCheck(false),
            "ping" => Ping(),
            "connect" => IsUdp ? Ping() : new LvsTcpCheck { Timeout = _checkTimeout },
            "external" => Command(_settings.CheckCommand ?? "/bin/true", [], real),
            "external-perl" => Command("perl", [_settings.CheckCommand ?? "/bin/true"], real),
            _ => Negotiation(real),
        };
        return WithPort(check, real);
    }

    private LvsPingCheck Ping() => new() { Count = _count, Timeout = _checkTimeout * _count < ConfigChecks.Longest ? _checkTimeout * _count : ConfigChecks.Longest };

    /// <summary>A command with the virtual's address or mark and port, and the real server's, which are written as ldirectord writes them.</summary>
    private LvsCommandCheck Command(string executable, IReadOnlyList<string> arguments, DirectordReal real) => new()
    {
        Executable = executable,
        Arguments =
        [
            .. arguments,
            _service.VirtualAddress is IPAddress address ? Bracketed(address) : Text(_service.FwMark!.Value),
            Text(_service.VirtualPort ?? 0),
            Bracketed(real.Address),
            Text(real.Port),
        ],
        Timeout = _checkTimeout,
    };

    private LvsHealthCheck Negotiation(DirectordReal real)
    {
        string request = real.Request ?? _settings.Request ?? string.Empty;
        string? receive = real.Receive ?? _settings.Receive;
        receive = string.IsNullOrEmpty(receive) ? null : receive;
        string bare = request.StartsWith('/') ? request[1..] : request;
        return _kind switch
        {
            "http" or "https" => Http(real, bare, receive),
            "http_proxy" => new LvsHttpCheck { Path = bare, Method = _settings.HttpMethod ?? "GET", Match = receive is null ? null : ConfigChecks.Pattern(receive), Timeout = _negotiateTimeout },
            "simpletcp" => Simple(bare.Replace("\\n", "\n", StringComparison.Ordinal), receive),
            "ftp" => LvsExpectCheck.ForFtp(new NetworkCredential(
                Login.Length == 0 ? "anonymous" : Login, _settings.Password ?? LocalUser)) with
            { Timeout = _negotiateTimeout },
            "nntp" => LvsExpectCheck.ForNntp() with { Timeout = _negotiateTimeout },
            "sip" => IsUdp
                ? LvsUdpCheck.ForSip(Login.Length == 0 ? LocalUser : Login) with { Timeout = _negotiateTimeout }
                : LvsExpectCheck.ForSip(Login.Length == 0 ? LocalUser : Login) with { Timeout = _negotiateTimeout },
            "radius" => RadiusRequest.Check(Login, _settings.Password ?? string.Empty, _settings.Secret ?? string.Empty) with { Timeout = _checkTimeout },
            "oracle" => new LvsTcpCheck { Timeout = _negotiateTimeout },
            "none" => new LvsConstantCheck(true),
            _ => OfPackage(bare, receive),
        };
    }

    private LvsHttpCheck Http(DirectordReal real, string request, string? receive)
    {
        var check = new LvsHttpCheck
        {
            IsTls = _kind == "https",
            SkipCertificateCheck = _kind == "https",
            Method = _settings.HttpMethod ?? "GET",
            Path = "/" + request,
            HostHeader = _settings.VirtualHost,
            Match = receive is null ? null : ConfigChecks.Pattern(receive),
            Timeout = _negotiateTimeout,
        };
        if (real.Request is null || !request.StartsWith(_kind + "://", StringComparison.Ordinal))
        {
            return check;
        }

        // A whole URL as a server's own request says whom to ask instead of it.
        if (!Uri.TryCreate(request, UriKind.Absolute, out Uri? url) || LvsEndpoint.TryAddress(url.Host.Trim('[', ']')) is not IPAddress address)
        {
            _findings.Error(real.Place, request, $"{_kind}://ADDRESS:PORT/PATH", "The URL that is asked instead of the server has no address.");
            return check;
        }

        return check with { Address = address, Port = url.Port, Path = url.PathAndQuery };
    }

    private LvsHealthCheck Simple(string request, string? receive)
    {
        // Without an expectation any line will do.
        string expect = receive ?? ".";
        return IsUdp
            ? new LvsUdpCheck { Payload = Encoding.UTF8.GetBytes(request), Match = expect, Timeout = _negotiateTimeout }
            : new LvsExpectCheck { Steps = [new LvsExpectStep { Send = request.Length == 0 ? null : request, Expect = expect }], Timeout = _negotiateTimeout };
    }

    /// <summary>The port as <c>ld_checkport</c> has it: checkport, or the server's, or the service's own.</summary>
    private LvsHealthCheck WithPort(LvsHealthCheck check, DirectordReal real)
    {
        int? port = _settings.CheckPort ?? (real.Port > 0 ? real.Port : DirectordServices.PortOf(_kind));
        int table = _service.VirtualPort is int own && (real.Port == 0 || real.Forwarding != LvsForwarding.Masquerade) ? own : real.Port;
        return ConfigChecks.WithPort(check, port, table, _service);
    }

    private static string LocalUser => "ldirectord@" + Environment.MachineName;

    private static string Bracketed(IPAddress address) => new LvsEndpoint(address, null).ToString();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
