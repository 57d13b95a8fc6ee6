using System.Net.Sockets;

namespace LvsPS;

/// <summary>What probes say of failures: short, and the same for the same cause.</summary>
internal static class ProbeText
{
    /// <summary>Why a socket failed.</summary>
    /// <param name="error">The error.</param>
    /// <returns>A few words.</returns>
    public static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => "connection reset",
        SocketError.HostUnreachable or SocketError.HostDown => "host unreachable",
        SocketError.NetworkUnreachable or SocketError.NetworkDown => "network unreachable",
        SocketError.TimedOut => "no answer",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "name not found",
        _ => $"socket error {error}",
    };
}
