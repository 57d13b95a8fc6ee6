using System.Globalization;
using LvsPS.Netlink.Generic;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Ipvs.Trace;

/// <summary>The names of numbers in <c>linux/ip_vs.h</c>, <c>linux/netlink.h</c> and <c>linux/genetlink.h</c>.</summary>
internal static class IpvsNames
{
    private static readonly string[] s_commands =
    [
        "UNSPEC", "NEW_SERVICE", "SET_SERVICE", "DEL_SERVICE", "GET_SERVICE", "NEW_DEST", "SET_DEST", "DEL_DEST", "GET_DEST",
        "NEW_DAEMON", "DEL_DAEMON", "GET_DAEMON", "SET_CONFIG", "GET_CONFIG", "SET_INFO", "GET_INFO", "ZERO", "FLUSH",
    ];

    private static readonly string[] s_forwarding = ["MASQ", "LOCALNODE", "TUNNEL", "DROUTE", "BYPASS"];
    private static readonly string[] s_tunnelTypes = ["IPIP", "GUE", "GRE"];

    private static readonly (uint Bit, string Name)[] s_serviceFlags =
    [
        (0x1, "PERSISTENT"), (0x2, "HASHED"), (0x4, "ONEPACKET"), (0x8, "SCHED1"), (0x10, "SCHED2"), (0x20, "SCHED3"),
    ];

    private static readonly (uint Bit, string Name)[] s_requestFlags =
    [
        (0x1, "REQUEST"), (0x2, "MULTI"), (0x4, "ACK"), (0x8, "ECHO"), (0x10, "DUMP_INTR"), (0x20, "DUMP_FILTERED"),
        (0x300, "DUMP"), (0x100, "ROOT"), (0x200, "MATCH"),
    ];

    private static readonly (uint Bit, string Name)[] s_errorFlags =
    [
        (0x1, "REQUEST"), (0x2, "MULTI"), (0x4, "ACK"), (0x8, "ECHO"), (0x10, "DUMP_INTR"), (0x20, "DUMP_FILTERED"),
        (0x100, "CAPPED"), (0x200, "ACK_TLVS"),
    ];

    public static string Command(byte command) =>
        $"IPVS_CMD_{(command < s_commands.Length ? s_commands[command] : command.ToString(CultureInfo.InvariantCulture))}";

    public static string ControlCommand(byte command) => command switch
    {
        GenericNetlink.GetFamily => "CTRL_CMD_GETFAMILY",
        GenericNetlink.NewFamily => "CTRL_CMD_NEWFAMILY",
        _ => $"CTRL_CMD_{command}",
    };

    /// <summary>Bits 8 and 9 mean something else in the messages that end an answer.</summary>
    public static string MessageFlags(NetlinkHeader header) => Bits(
        (uint)header.Flags,
        header.Type is NetlinkConstants.MessageError or NetlinkConstants.MessageDone ? s_errorFlags : s_requestFlags);

    public static string ServiceFlags(uint flags) => Bits(flags, s_serviceFlags);

    /// <summary>A number, with its name where it has one.</summary>
    public static string Value(AttributePolicySet policy, ushort id, uint value)
    {
        string? name = null;
        if (policy == IpvsPolicy.Service)
        {
            name = (IpvsServiceAttribute)id switch
            {
                IpvsServiceAttribute.AddressFamily => Family(value),
                IpvsServiceAttribute.Protocol => value switch { 6 => "TCP", 17 => "UDP", 132 => "SCTP", _ => null },
                _ => null,
            };
        }
        else if (policy == IpvsPolicy.Destination)
        {
            name = (IpvsDestinationAttribute)id switch
            {
                IpvsDestinationAttribute.AddressFamily => Family(value),
                IpvsDestinationAttribute.ForwardingMethod => At(s_forwarding, value),
                IpvsDestinationAttribute.TunnelType => At(s_tunnelTypes, value),
                IpvsDestinationAttribute.TunnelFlags => value == 0 ? "NOCSUM" : Bits(value, [(1, "CSUM"), (2, "REMCSUM")]),
                _ => null,
            };
        }
        else if (policy == IpvsPolicy.Daemon && id == (ushort)IpvsDaemonAttribute.State)
        {
            name = value switch { 1 => "MASTER", 2 => "BACKUP", _ => null };
        }
        else if (policy == IpvsPolicy.Info && id == (ushort)IpvsInfoAttribute.Version)
        {
            name = $"{value >> 16}.{(value >> 8) & 0xff}.{value & 0xff}";
        }

        string number = value.ToString(CultureInfo.InvariantCulture);
        return name is null ? number : $"{name} ({number})";
    }

    private static string? Family(uint value) => value switch
    {
        IpvsConstants.InterNetwork => "INET",
        IpvsConstants.InterNetworkV6 => "INET6",
        _ => null,
    };

    private static string? At(string[] names, uint value) => value < names.Length ? names[value] : null;

    private static string Bits(uint value, (uint Bit, string Name)[] names)
    {
        var set = new List<string>();
        foreach ((uint bit, string name) in names)
        {
            if ((value & bit) == bit)
            {
                set.Add(name);
                value &= ~bit;
            }
        }

        if (value != 0)
        {
            set.Add($"0x{value:x}");
        }

        return set.Count == 0 ? "0" : string.Join('|', set);
    }
}
