using System.Net.Sockets;

namespace LvsPS;

/// <summary>Connects by TCP, and closes.</summary>
public sealed record LvsTcpCheck : LvsHealthCheck
{
    /// <inheritdoc/>
    public override string Kind => "Tcp";

    /// <inheritdoc/>
    internal override LvsProtocol? Protocol => LvsProtocol.Tcp;

    /// <inheritdoc/>
    internal override bool WaitsAtOnce => true;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        using Socket socket = ProbeSocket.Tcp(target.Address, isOneMessage: true);
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
