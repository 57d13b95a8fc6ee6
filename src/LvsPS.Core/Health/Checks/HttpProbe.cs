using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LvsPS;

/// <summary>
/// Requests that the runtime's own client sends: HTTP/2, and HTTPS through a proxy. The handlers hold no connections: with a lifetime of
/// nought each request gets one of its own.
/// </summary>
internal static class HttpProbe
{
    // Where a request has its connection.
    private static readonly HttpRequestOptionsKey<HttpConnection> s_connection = new("LvsPS.Connection");

    private static readonly HttpMessageInvoker s_direct = Make(viaProxy: false, skipCertificateCheck: false);
    private static readonly HttpMessageInvoker s_proxy = Make(viaProxy: true, skipCertificateCheck: false);
    private static readonly HttpMessageInvoker s_anyProxy = Make(viaProxy: true, skipCertificateCheck: true);

    /// <summary>Whether a check's request is one of those.</summary>
    /// <param name="check">The check.</param>
    /// <returns>True where it is.</returns>
    public static bool Sends(LvsHttpCheck check) =>
        check.HttpVersion.Major > 1 || (check.IsForProxy && AsWritten(check.Path).Scheme == Uri.UriSchemeHttps);

    /// <summary>Asks.</summary>
    /// <param name="check">The check.</param>
    /// <param name="target">Whom it asks.</param>
    /// <param name="tls">How TLS is spoken; null for not at all.</param>
    /// <param name="cancellation">Ends it, and closes the connection.</param>
    /// <returns>The answer, the body where the status code is one that the check wants.</returns>
    /// <exception cref="HttpRequestException">There is no connection, or no answer.</exception>
    public static async ValueTask<HttpAnswer> AskAsync(LvsHttpCheck check, ProbeTarget target, ProbeTls? tls, CancellationToken cancellation)
    {
        using var connection = new HttpConnection(target, tls, check.HttpVersion.Major == 2);
        using HttpRequestMessage request = Request(check, target, connection);
        HttpMessageInvoker invoker = !check.IsForProxy ? s_direct : check.SkipCertificateCheck ? s_anyProxy : s_proxy;
        using HttpResponseMessage response = await invoker.SendAsync(request, cancellation).ConfigureAwait(false);
        int code = (int)response.StatusCode;
        HttpBody? body = check.Wants(code) ? await HttpBody.ReadAsync(response.Content, check.AsksBody, cancellation).ConfigureAwait(false) : null;
        return new HttpAnswer(code, response.ReasonPhrase ?? string.Empty, response.Headers.Location?.OriginalString, body);
    }

    /// <summary>A URI whose path goes out as it was written.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The URI.</returns>
    public static Uri AsWritten(string text) => new(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <summary>Who we are, by the Basic scheme (RFC 7617).</summary>
    /// <param name="credential">Who.</param>
    /// <returns>The value of the header.</returns>
    public static string Basic(NetworkCredential credential) =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))}";

    private static HttpRequestMessage Request(LvsHttpCheck check, ProbeTarget target, HttpConnection connection)
    {
        string text = check.IsForProxy ? check.Path : $"{(check.IsTls ? "https" : "http")}://{new LvsEndpoint(WithoutScope(target.Address), target.Port)}{check.Path}";
        var request = new HttpRequestMessage(new HttpMethod(check.Method), AsWritten(text))
        {
            Version = check.HttpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Options.Set(s_connection, connection);
        request.Headers.Host = check.HostHeader;
        request.Headers.ConnectionClose = check.HttpVersion.Major < 2;
        foreach ((string name, string value) in check.Headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        if (!request.Headers.Contains("User-Agent"))
        {
            _ = request.Headers.TryAddWithoutValidation("User-Agent", "LvsPS");
        }

        if (check.Credential is NetworkCredential credential)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(Basic(credential));
        }

        return request;
    }

    /// <summary>The name in a Host header.</summary>
    /// <param name="hostHeader">The header, perhaps with a port.</param>
    /// <returns>The name without port and brackets; null where there is none.</returns>
    public static string? NameOf(string? hostHeader) =>
        hostHeader is not null && Uri.TryCreate($"http://{hostHeader}/", UriKind.Absolute, out Uri? uri) ? uri.DnsSafeHost : null;

    /// <summary>An address as it stands in a Host header, where a scope has no place (RFC 6874, 4).</summary>
    /// <param name="address">The address.</param>
    /// <returns>The address without its scope.</returns>
    public static IPAddress WithoutScope(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes()) : address;

    private static HttpMessageInvoker Make(bool viaProxy, bool skipCertificateCheck)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = viaProxy,
            Proxy = viaProxy ? new ThatProxy() : null,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
            ConnectCallback = static (context, cancellation) =>
                context.InitialRequestMessage.Options.TryGetValue(s_connection, out HttpConnection? connection)
                    ? connection.OpenAsync(cancellation)
                    : throw new InvalidOperationException("A request without its connection."),
        };
        if (skipCertificateCheck)
        {
#pragma warning disable CA5359 // It is what -SkipCertificateCheck asks for: the check is of the service, not of its name.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return new HttpMessageInvoker(handler);
    }

    /// <summary>Says that there is a proxy; which one, the connection knows.</summary>
    private sealed class ThatProxy : IWebProxy
    {
        private static readonly Uri s_any = new("http://proxy.invalid/");

        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => s_any;

        public bool IsBypassed(Uri host) => false;
    }
}

/// <summary>
/// The connection of one request. The handler would go on connecting for a request that was cancelled; this one is closed with the run
/// of the check, whatever it is doing.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly ProbeTarget _target;
    private readonly ProbeTls? _tls;
    private readonly bool _isVersion2;
    private readonly Socket _socket;
    private NotingStream? _stream;

    /// <summary>Makes one, which is not open.</summary>
    /// <param name="target">Whom to connect to.</param>
    /// <param name="tls">How TLS is spoken; null for not at all.</param>
    /// <param name="isVersion2">Whether HTTP/2 is to be spoken.</param>
    public HttpConnection(ProbeTarget target, ProbeTls? tls, bool isVersion2)
    {
        _target = target;
        _tls = tls;
        _isVersion2 = isVersion2;
        _socket = ProbeSocket.Tcp(target.Address);
    }

    /// <summary>Opens it.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The stream.</returns>
    /// <exception cref="IOException">It was opened before, and lost: a check is one request, where the handler would try again.</exception>
    public async ValueTask<Stream> OpenAsync(CancellationToken cancellation)
    {
        if (_stream is not null)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, null, _stream.Failure);
        }

        await _socket.ConnectAsync(_target.Address, _target.Port, cancellation).ConfigureAwait(false);
        _stream = new NotingStream(_socket);
        return _tls is null
            ? _stream
            : await _tls.BeginAsync(_stream, cancellation, _isVersion2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>Keeps how it was lost, which the handler does not tell.</summary>
    private sealed class NotingStream : NetworkStream
    {
        public NotingStream(Socket socket)
            : base(socket, ownsSocket: false)
        {
        }

        public Exception? Failure { get; private set; }

        /// <summary>Closes the socket, which ends whatever waits for it. That is a reset, and needs no shutdown before.</summary>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Socket.Dispose();
            }

            base.Dispose(disposing);
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                Failure = e;
                throw;
            }
        }
    }
}
