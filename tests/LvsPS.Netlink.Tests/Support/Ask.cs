using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Tests.Support;

/// <summary>Requests that are short to write in a test.</summary>
internal static class Ask
{
    public static byte Encode(int index, ref AttributeWriter writer)
    {
        writer.PutU32((ushort)IpvsCommandAttribute.TimeoutTcp, (uint)index);
        return (byte)IpvsCommand.SetConfig;
    }

    /// <summary>Dumps, and lists the marks of the items that came.</summary>
    public static (bool Whole, List<byte> Marks) Dump(NetlinkConnection connection, CancellationToken cancellation = default)
    {
        var marks = new List<byte>();
        bool whole = connection.Dump(Encode, (_, attributes) => marks.Add(attributes[4]), cancellation);
        return (whole, marks);
    }

    /// <summary>Gets one answer and returns its mark.</summary>
    public static byte Get(NetlinkConnection connection)
    {
        byte mark = 0;
        connection.Get(Encode, (_, attributes) => mark = attributes[4]);
        return mark;
    }
}
