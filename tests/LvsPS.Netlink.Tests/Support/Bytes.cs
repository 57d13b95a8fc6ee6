namespace LvsPS.Netlink.Tests.Support;

/// <summary>Literal bytes, as they stand in a hex dump. Netlink is of host order, and these are a little-endian host's.</summary>
internal static class Bytes
{
    public static byte[] Of(params string[] hex)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("the literal bytes of these tests are those of a little-endian host");
        }

        return Convert.FromHexString(string.Concat(hex).Replace(" ", string.Empty, StringComparison.Ordinal));
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
