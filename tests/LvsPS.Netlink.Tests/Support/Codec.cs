using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Tests.Support;

internal delegate void WriteAttributes(ref AttributeWriter writer);

internal static class Codec
{
    /// <summary>Bytes of an attribute's header, which a nest's content stands behind.</summary>
    public const int NestHeader = 4;

    public static string Written(WriteAttributes write)
    {
        byte[] buffer = new byte[4096];
        var writer = new AttributeWriter(buffer);
        write(ref writer);
        return Bytes.Hex(buffer.AsSpan(0, writer.Position));
    }

    public static string HexOf(params string[] hex) => Bytes.Hex(Bytes.Of(hex));
}
