using System.Net;
using System.Net.Sockets;

namespace LvsPS.Probes;

/// <summary>Takes one connection on loopback, and hands bytes between it and another one.</summary>
internal sealed class LoopbackRelay : IAsyncDisposable
{
    /// <summary>The address at which it listens.</summary>
    public const string Address = "127.0.0.1";

    // More than any answer to a check; libraries keep what comes in memory.
    private const int Limit = 16 << 20;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _run;
    private readonly Func<byte[], bool>? _isGreeting;

    /// <summary>Begins to listen.</summary>
    /// <param name="far">The other connection, which the caller closes.</param>
    /// <param name="isGreeting">Whether the first bytes from there, <see cref="GreetingLength"/> at most, can be handed on; null for whatever they are.</param>
    public LoopbackRelay(Stream far, Func<byte[], bool>? isGreeting = null)
    {
        _isGreeting = isGreeting;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _run = RunAsync(far);
    }

    /// <summary>How many of the first bytes are looked at.</summary>
    public const int GreetingLength = 5;

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Whether the first bytes were those of another protocol, and were not handed on.</summary>
    public bool IsForeign { get; private set; }

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
        for (int rest = Limit; rest > 0 && (count = await from.ReadAsync(buffer, end).ConfigureAwait(false)) > 0; rest -= count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), end).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(Stream far, Stream near, CancellationToken end)
    {
        if (_isGreeting is not null)
        {
            byte[] greeting = new byte[GreetingLength];
            int count = 0;
            int read;

            // It may have fewer, of which the first tells enough.
            do
            {
                read = await far.ReadAsync(greeting.AsMemory(count), end).ConfigureAwait(false);
                count += read;
                IsForeign = count > 0 && !_isGreeting(greeting[..count]);
            }
            while (read > 0 && count > 1 && count < GreetingLength && !IsForeign);
            if (IsForeign)
            {
                return;
            }

            await near.WriteAsync(greeting.AsMemory(0, count), end).ConfigureAwait(false);
        }

        await CopyAsync(far, near, end).ConfigureAwait(false);
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
            Task first = await Task.WhenAny(CopyAsync(near, far, _end.Token), AnswerAsync(far, near, _end.Token)).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Who waits for an answer sees that the connection is closed.
        }
    }
}
