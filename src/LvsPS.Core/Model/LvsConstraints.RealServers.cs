using System.Net.Sockets;

namespace LvsPS;

/// <content>Real servers.</content>
public static partial class LvsConstraints
{
    /// <summary>Checks a real server's settings, among themselves and against the identity of its service.</summary>
    /// <param name="server">The server.</param>
    /// <returns>One error (InvalidRealServer) for each thing that is wrong; none where it is right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsRealServer server) => Violations(server).Select(v => v.Error);

    /// <summary>The same, each with the name of the property that it is about.</summary>
    internal static IEnumerable<ConstraintViolation> Violations(LvsRealServer server)
    {
        if (server.Port is < 0 or > ushort.MaxValue)
        {
            yield return Wrong(server, nameof(LvsRealServer.Port), $"{server.Port} is no port", "Write a port from 0 to 65535.");
        }
        else if (server.Forwarding is LvsForwarding.Gateway or LvsForwarding.Tunnel
            && server.Service.VirtualPort is int port && port != server.Port)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.Port),
                (server.Forwarding == LvsForwarding.Gateway ? "direct routing" : "a tunnel") + $" leaves packets at the service's port {port}",
                $"Write port {port}, or masquerading where the port is to change.");
        }

        if (server.AddressFamily != server.Service.AddressFamily && server.Forwarding != LvsForwarding.Tunnel)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.Address),
                "a server of the other address family is reached only through a tunnel",
                "Write a server of the service's address family, or tunnel forwarding.");
        }

        if (server.Address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 })
        {
            yield return Wrong(
                server, nameof(LvsRealServer.Address), "the kernel takes no zone with an address", "Write the address without its zone.");
        }

        if (!Enum.IsDefined(server.Forwarding))
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.Forwarding),
                $"{server.Forwarding} is no way of forwarding",
                "Write Masquerade, Gateway or Tunnel.");
        }

        if (server.Weight < 0)
        {
            yield return Wrong(
                server, nameof(LvsRealServer.Weight), $"the weight {server.Weight} is negative", "Write a weight from 0 to 2147483647.");
        }

        foreach (ConstraintViolation violation in ThresholdViolations(server).Concat(TunnelViolations(server)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<ConstraintViolation> ThresholdViolations(LvsRealServer server)
    {
        if (server.UpperThreshold > int.MaxValue)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.UpperThreshold),
                $"the upper threshold {server.UpperThreshold} is above 2147483647",
                "Write a number from 0 to 2147483647, 0 for no limit.");
        }

        if (server.LowerThreshold > int.MaxValue)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.LowerThreshold),
                $"the lower threshold {server.LowerThreshold} is above 2147483647",
                "Write a number from 0 to 2147483647, 0 for three quarters of the upper threshold.");
        }
        else if (server.LowerThreshold > server.UpperThreshold)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.LowerThreshold),
                $"the lower threshold {server.LowerThreshold} is above the upper threshold {server.UpperThreshold}",
                "Write a lower threshold that is at most the upper one.");
        }
    }

    private static IEnumerable<ConstraintViolation> TunnelViolations(LvsRealServer server)
    {
        if (server.Forwarding != LvsForwarding.Tunnel)
        {
            string? setting = server.TunnelType != LvsTunnelType.Ipip ? nameof(LvsRealServer.TunnelType)
                : server.TunnelPort != 0 ? nameof(LvsRealServer.TunnelPort)
                : server.TunnelChecksum != LvsTunnelChecksum.None ? nameof(LvsRealServer.TunnelChecksum)
                : null;
            if (setting is not null)
            {
                yield return Wrong(
                    server,
                    setting,
                    "it has settings of a tunnel, and is not reached by one",
                    "Leave the tunnel settings out, or write tunnel forwarding.");
            }

            yield break;
        }

        if (!Enum.IsDefined(server.TunnelType))
        {
            yield return Wrong(
                server, nameof(LvsRealServer.TunnelType), $"{server.TunnelType} is no type of tunnel", "Write ipip, gue or gre.");
            yield break;
        }

        if (server.TunnelType == LvsTunnelType.Gue && server.TunnelPort is < 1 or > ushort.MaxValue)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.TunnelPort),
                server.TunnelPort == 0 ? "a gue tunnel needs a port" : $"{server.TunnelPort} is no port of a tunnel",
                "Write a tunnel port from 1 to 65535.");
        }
        else if (server.TunnelType != LvsTunnelType.Gue && server.TunnelPort != 0)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.TunnelPort),
                "only a gue tunnel has a port",
                "Leave the tunnel port out, or write the tunnel type gue.");
        }

        if (!Enum.IsDefined(server.TunnelChecksum))
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.TunnelChecksum),
                $"{server.TunnelChecksum} is no checksum of a tunnel",
                "Write a checksum, a remote checksum or none.");
        }
        else if (server.TunnelType == LvsTunnelType.Ipip && server.TunnelChecksum != LvsTunnelChecksum.None)
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.TunnelChecksum),
                "an ipip tunnel has no checksum",
                "Leave the checksum out, or write the tunnel type gue or gre.");
        }
        else if (server is { TunnelType: LvsTunnelType.Gre, TunnelChecksum: LvsTunnelChecksum.RemoteChecksum })
        {
            yield return Wrong(
                server,
                nameof(LvsRealServer.TunnelChecksum),
                "only a gue tunnel has remote checksums",
                "Write a checksum or none, or the tunnel type gue.");
        }
    }

    private static ConstraintViolation Wrong(LvsRealServer server, string setting, string reason, string remedy) => new(
        setting,
        new LvsInputException(
            LvsErrorId.InvalidRealServer, $"Real server {server} of {server.Service} cannot be right: {reason}.", server, remedy));
}
