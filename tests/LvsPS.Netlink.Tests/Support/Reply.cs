using System.Text;
using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Tests.Support;

/// <summary>Messages of the kernel, put together byte by byte.</summary>
internal static class Reply
{
    public static byte[] Error(uint sequence, int errno, string? text = null)
    {
        byte[] attributes = text is null ? [] : Attribute(1, Encoding.Latin1.GetBytes(text + '\0'));
        return Message(2, text is null ? 0x100 : 0x300, sequence, [.. BitConverter.GetBytes(-errno), .. Message(23, 1, sequence, []), .. attributes]);
    }

    public static byte[] Acknowledgement(uint sequence) => Error(sequence, 0);

    public static byte[] Done(uint sequence, int status = 0, NetlinkFlags more = NetlinkFlags.None) =>
        Message(3, 0x002 | (int)more, sequence, BitConverter.GetBytes(status));

    /// <summary>A message of the IPVS family with one attribute that tells which it is.</summary>
    public static byte[] Item(uint sequence, byte mark, bool multi = true, NetlinkFlags more = NetlinkFlags.None) =>
        Message(23, (multi ? 0x002 : 0) | (int)more, sequence, [1, 1, 0, 0, .. Attribute(4, [mark, 0, 0, 0])]);

    public static byte[] Family(uint sequence, ushort number) =>
        Message(0x10, 0, sequence, [1, 2, 0, 0, .. Attribute(2, Encoding.Latin1.GetBytes("IPVS\0")), .. Attribute(1, BitConverter.GetBytes(number))]);

    public static byte[] Message(ushort type, int flags, uint sequence, byte[] payload, uint port = ScriptedTransport.Port)
    {
        byte[] header =
        [
            .. BitConverter.GetBytes(16 + payload.Length), .. BitConverter.GetBytes(type), .. BitConverter.GetBytes((ushort)flags),
            .. BitConverter.GetBytes(sequence), .. BitConverter.GetBytes(port),
        ];
        return [.. header, .. payload, .. new byte[-payload.Length & 3]];
    }

    private static byte[] Attribute(ushort type, byte[] payload) =>
        [.. BitConverter.GetBytes((ushort)(4 + payload.Length)), .. BitConverter.GetBytes(type), .. payload, .. new byte[-payload.Length & 3]];
}
