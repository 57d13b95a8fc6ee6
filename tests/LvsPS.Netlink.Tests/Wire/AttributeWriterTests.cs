using System.Net;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Wire;

public class AttributeWriterTests
{
    private delegate void Put(ref AttributeWriter writer);

    [Fact]
    public void Each_kind_is_written_in_its_byte_order_and_padded_with_zeroes()
    {
        Writes("0500 0100 7f000000", (ref AttributeWriter w) => w.PutU8(1, 0x7f));
        Writes("0600 0200 34120000", (ref AttributeWriter w) => w.PutU16(2, 0x1234));
        Writes("0800 0300 78563412", (ref AttributeWriter w) => w.PutU32(3, 0x12345678));
        Writes("0c00 0400 efcdab9078563412", (ref AttributeWriter w) => w.PutU64(4, 0x1234567890abcdef));
        Writes("0600 0500 12340000", (ref AttributeWriter w) => w.PutU16BigEndian(5, 0x1234));
        Writes("0800 0600 e0000051", (ref AttributeWriter w) => w.PutU32BigEndian(6, 0xe0000051));
        Writes("0c00 0700 05000000 ffffffff", (ref AttributeWriter w) => w.PutFlagsAndMask(7, (5, 0xffffffff)));
        Writes("0700 0800 72720000", (ref AttributeWriter w) => w.PutText(8, "rr"));
        Writes("0800 0800 77726c00", (ref AttributeWriter w) => w.PutText(8, "wrl"));
        Writes("0500 0800 00000000", (ref AttributeWriter w) => w.PutText(8, string.Empty));
        Writes("0700 0900 01020300", (ref AttributeWriter w) => w.PutBytes(9, [1, 2, 3]));
        Writes("0400 0900", (ref AttributeWriter w) => w.PutBytes(9, default));
    }

    [Fact]
    public void An_IPv4_address_is_written_as_sixteen_bytes_as_the_kernel_does() =>
        Writes(
            "1400 0300 c000020a000000000000000000000000",
            (ref AttributeWriter w) => w.PutAddress(3, WireAddress.From(IPAddress.Parse("192.0.2.10"))));

    [Fact]
    public void A_nest_is_flagged_and_its_length_has_all_that_is_inside()
    {
        Writes("0c00 0180 0600 0200 07000000", (ref AttributeWriter w) =>
        {
            int nest = w.BeginNest(1);
            w.PutU16(2, 7);
            w.EndNest(nest);
        });
        Writes("1000 0180 0c00 0280 0600 0300 07000000", (ref AttributeWriter w) =>
        {
            int outer = w.BeginNest(1);
            int inner = w.BeginNest(2);
            w.PutU16(3, 7);
            w.EndNest(inner);
            w.EndNest(outer);
        });
        Writes("0400 0180", (ref AttributeWriter w) => w.EndNest(w.BeginNest(1)));
    }

    [Fact]
    public void Attributes_follow_each_other_on_four_bytes() =>
        Writes("0500 0100 01000000 0500 0200 02000000", (ref AttributeWriter w) =>
        {
            w.PutU8(1, 1);
            w.PutU8(2, 2);
        });

    [Theory]
    [InlineData("r\0r")]
    [InlineData("w\u0142c")]
    public void Text_that_would_arrive_as_something_else_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() =>
        {
            var writer = new AttributeWriter(new byte[64]);
            writer.PutText(1, text);
        });

    [Fact]
    public void Running_over_the_end_throws_and_writes_nothing_there() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var writer = new AttributeWriter(new byte[11]);
            writer.PutU64(1, 1);
        });

    [Fact]
    public void An_attribute_longer_than_its_length_field_can_say_throws() =>
        Assert.Throws<OverflowException>(() =>
        {
            var writer = new AttributeWriter(new byte[1 << 17]);
            writer.PutBytes(1, new byte[65532]);
        });

    private static void Writes(string expected, Put put)
    {
        byte[] buffer = new byte[64];
        Array.Fill(buffer, (byte)0xcc);
        var writer = new AttributeWriter(buffer);
        put(ref writer);
        Assert.Equal(Bytes.Hex(Bytes.Of(expected)), Bytes.Hex(buffer.AsSpan(0, writer.Position)));
        Assert.All(buffer[writer.Position..], b => Assert.Equal(0xcc, b));
    }
}
