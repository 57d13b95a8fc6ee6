using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>A TCP server on loopback that does with each connection what a test says.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private readonly Func<Stream, CancellationToken, Task> _serve;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackServer(Func<Stream, CancellationToken, Task> serve, int port = 0)
    {
        _serve = serve;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _loop = LoopAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The connections that were accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>The first request, as far as a blank line, where the server reads one.</summary>
    public string Request { get; private set; } = string.Empty;

    /// <summary>Ends when a client has closed its connection.</summary>
    public Task ClientClosed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public static LoopbackServer Start(Func<Stream, CancellationToken, Task> serve, int port = 0) => new(serve, port);

    /// <summary>Answers an HTTP request by a text.</summary>
    public static LoopbackServer Http(string answer, Func<Stream, CancellationToken, Task>? then = null, Func<Stream, Task<Stream>>? tls = null)
    {
        LoopbackServer? server = null;
        server = new LoopbackServer(async (plain, end) =>
        {
            Stream stream = tls is null ? plain : await tls(plain);
            server!.Request = await ReadHeadAsync(stream, end);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), end);
            if (then is not null)
            {
                await then(stream, end);
            }
        });
        return server;
    }

    /// <summary>An answer with its length.</summary>
    public static string Ok(string body = "It works", string status = "200 OK") =>
        FormattableString.Invariant($"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Reads up to a blank line.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken end)
    {
        var text = new StringBuilder();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, end) == 1)
        {
            _ = text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>Reads a line.</summary>
    public static async Task<string> ReadLineAsync(Stream stream, CancellationToken end)
    {
        var text = new StringBuilder();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, end) == 1 && one[0] != '\n')
        {
            _ = text.Append((char)one[0]);
        }

        return text.ToString().TrimEnd('\r');
    }

    /// <summary>Waits until the client has closed.</summary>
    public static async Task UntilClosedAsync(Stream stream, CancellationToken end)
    {
        byte[] buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, end) > 0)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task LoopAsync()
    {
        var all = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                Accepted++;
                all.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(all);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await _serve(stream, _end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or the test is over.
        }

        _ = _closed.TrySetResult();
    }
}
