using System.Net;
using System.Net.Sockets;

namespace LvsPS.Probes;

/// <summary>Takes one connection on loopback, and hands bytes between it and another one.</summary>
internal sealed class LoopbackRelay : IAsyncDisposable
{
    /// <summary>The address at which it listens.</summary>
    public const string Address = "127.0.0.1";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _run;

    /// <summary>Begins to listen.</summary>
    /// <param name="far">The other connection, which the caller closes.</param>
    public LoopbackRelay(Stream far)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _run = RunAsync(far);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Closes the connection, whatever waits for it.</summary>
    public void Close() => _end.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _run.ConfigureAwait(false);
        _end.Dispose();
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken end)
    {
        byte[] buffer = new byte[4096];
        int count;
        while ((count = await from.ReadAsync(buffer, end).ConfigureAwait(false)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), end).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(Stream far)
    {
        try
        {
            using Socket listener = _listener;
            using Socket socket = await listener.AcceptAsync(_end.Token).ConfigureAwait(false);
            socket.LingerState = new LingerOption(true, 0);

            // One is all: from now on nobody else can connect.
            listener.Dispose();
            await using var near = new NetworkStream(socket);
            Task first = await Task.WhenAny(CopyAsync(near, far, _end.Token), CopyAsync(far, near, _end.Token)).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Who waits for an answer sees that the connection is closed.
        }
    }
}
