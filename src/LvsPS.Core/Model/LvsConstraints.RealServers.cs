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
    internal static IReadOnlyList<ConstraintViolation> Violations(LvsRealServer server)
    {
        // Nearly all of tens of thousands have none, which then costs nothing.
        List<ConstraintViolation>? found = null;
        if (server.Port is < 0 or > ushort.MaxValue)
        {
            (found ??= []).Add(Wrong(server, nameof(LvsRealServer.Port), $"{server.Port} is no port", "Write a port from 0 to 65535."));
        }
        else if (server.Forwarding is LvsForwarding.Gateway or LvsForwarding.Tunnel
            && server.Service.VirtualPort is int port && port != server.Port)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.Port),
                (server.Forwarding == LvsForwarding.Gateway ? "direct routing" : "a tunnel") + $" leaves packets at the service's port {port}",
                $"Write port {port}, or masquerading where the port is to change."));
        }

        if (server.AddressFamily != server.Service.AddressFamily && server.Forwarding != LvsForwarding.Tunnel)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.Address),
                "a server of the other address family is reached only through a tunnel",
                "Write a server of the service's address family, or tunnel forwarding."));
        }

        if (server.Address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 })
        {
            (found ??= []).Add(Wrong(
                server, nameof(LvsRealServer.Address), "the kernel takes no zone with an address", "Write the address without its zone."));
        }

        if (!Enum.IsDefined(server.Forwarding))
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.Forwarding),
                $"{server.Forwarding} is no way of forwarding",
                "Write Masquerade, Gateway or Tunnel."));
        }

        if (server.Weight < 0)
        {
            (found ??= []).Add(Wrong(
                server, nameof(LvsRealServer.Weight), $"the weight {server.Weight} is negative", "Write a weight from 0 to 2147483647."));
        }

        AddThresholdViolations(server, ref found);
        AddTunnelViolations(server, ref found);
        return found ?? (IReadOnlyList<ConstraintViolation>)[];
    }

    private static void AddThresholdViolations(LvsRealServer server, ref List<ConstraintViolation>? found)
    {
        if (server.UpperThreshold > int.MaxValue)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.UpperThreshold),
                $"the upper threshold {server.UpperThreshold} is above 2147483647",
                "Write a number from 0 to 2147483647, 0 for no limit."));
        }

        if (server.LowerThreshold > int.MaxValue)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.LowerThreshold),
                $"the lower threshold {server.LowerThreshold} is above 2147483647",
                "Write a number from 0 to 2147483647, 0 for three quarters of the upper threshold."));
        }
        else if (server.LowerThreshold > server.UpperThreshold)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.LowerThreshold),
                $"the lower threshold {server.LowerThreshold} is above the upper threshold {server.UpperThreshold}",
                "Write a lower threshold that is at most the upper one."));
        }
    }

    private static void AddTunnelViolations(LvsRealServer server, ref List<ConstraintViolation>? found)
    {
        if (server.Forwarding != LvsForwarding.Tunnel)
        {
            string? setting = server.TunnelType != LvsTunnelType.Ipip ? nameof(LvsRealServer.TunnelType)
                : server.TunnelPort != 0 ? nameof(LvsRealServer.TunnelPort)
                : server.TunnelChecksum != LvsTunnelChecksum.None ? nameof(LvsRealServer.TunnelChecksum)
                : null;
            if (setting is not null)
            {
                (found ??= []).Add(Wrong(
                    server,
                    setting,
                    "it has settings of a tunnel, and is not reached by one",
                    "Leave the tunnel settings out, or have it reached by one: -Forwarding Tunnel, in a rule -i."));
            }

            return;
        }

        if (!Enum.IsDefined(server.TunnelType))
        {
            (found ??= []).Add(Wrong(
                server, nameof(LvsRealServer.TunnelType), $"{server.TunnelType} is no type of tunnel", "Write ipip, gue or gre."));
            return;
        }

        if (server.TunnelType == LvsTunnelType.Gue && server.TunnelPort is < 1 or > ushort.MaxValue)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.TunnelPort),
                server.TunnelPort == 0 ? "a gue tunnel needs a port" : $"{server.TunnelPort} is no port of a tunnel",
                "Write a tunnel port from 1 to 65535."));
        }
        else if (server.TunnelType != LvsTunnelType.Gue && server.TunnelPort != 0)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.TunnelPort),
                "only a gue tunnel has a port",
                "Leave the tunnel port out, or write the tunnel type gue."));
        }

        if (!Enum.IsDefined(server.TunnelChecksum))
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.TunnelChecksum),
                $"{server.TunnelChecksum} is no checksum of a tunnel",
                "Write a checksum, a remote checksum or none."));
        }
        else if (server.TunnelType == LvsTunnelType.Ipip && server.TunnelChecksum != LvsTunnelChecksum.None)
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.TunnelChecksum),
                "an ipip tunnel has no checksum",
                "Leave the checksum out, or write the tunnel type gue or gre."));
        }
        else if (server is { TunnelType: LvsTunnelType.Gre, TunnelChecksum: LvsTunnelChecksum.RemoteChecksum })
        {
            (found ??= []).Add(Wrong(
                server,
                nameof(LvsRealServer.TunnelChecksum),
                "only a gue tunnel has remote checksums",
                "Write a checksum or none, or the tunnel type gue."));
        }
    }

    private static ConstraintViolation Wrong(LvsRealServer server, string setting, string reason, string remedy) => new(
        setting,
        new LvsInputException(
            LvsErrorId.InvalidRealServer, $"Real server {server} of {server.Service} cannot be right: {reason}.", server, remedy));
}
