using System.Net.Sockets;

namespace LvsPS;

/// <summary>Connects by TCP, and closes.</summary>
public sealed record LvsTcpCheck : LvsHealthCheck
{
    /// <inheritdoc/>
    public override string Kind => "Tcp";

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        using var socket = new Socket(target.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        // Closed by a reset: thousands of checks a second must leave no thousands of ports in TIME_WAIT.
        socket.LingerState = new LingerOption(true, 0);
        try
        {
            await socket.ConnectAsync(target.Address, target.Port, cancellation).ConfigureAwait(false);
            return LvsCheckResult.Up("connected");
        }
        catch (SocketException e)
        {
            return LvsCheckResult.Down(ProbeText.Of(e.SocketErrorCode));
        }
    }
}
