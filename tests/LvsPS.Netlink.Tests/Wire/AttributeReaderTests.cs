using System.Net;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Wire;

public class AttributeReaderTests
{
    private static readonly AttributePolicySet s_inner = new("INNER", new AttributePolicy(1, "LEAF", AttributeKind.U16));

    private static readonly AttributePolicySet s_set = new(
        "SET",
        new AttributePolicy(1, "BYTE", AttributeKind.U8),
        new AttributePolicy(2, "SHORT", AttributeKind.U16),
        new AttributePolicy(3, "INT", AttributeKind.U32),
        new AttributePolicy(4, "LONG", AttributeKind.U64),
        new AttributePolicy(5, "PORT", AttributeKind.U16BigEndian),
        new AttributePolicy(6, "GROUP", AttributeKind.U32BigEndian),
        new AttributePolicy(7, "NAME", AttributeKind.Text, 3),
        new AttributePolicy(8, "ADDR", AttributeKind.Address),
        new AttributePolicy(9, "FLAGS", AttributeKind.FlagsAndMask),
        new AttributePolicy(10, "NEST", AttributeKind.Nest, 0, s_inner),
        new AttributePolicy(11, "PAD", AttributeKind.Padding));

    [Fact]
    public void Each_kind_is_read_in_its_byte_order()
    {
        AttributeReader reader = At("0500 0100 7f000000");
        Assert.Equal(0x7f, reader.GetU8());
        reader = At("0600 0200 34120000");
        Assert.Equal(0x1234, reader.GetU16());
        reader = At("0800 0300 78563412");
        Assert.Equal(0x12345678u, reader.GetU32());
        reader = At("0c00 0400 efcdab9078563412");
        Assert.Equal(0x1234567890abcdeful, reader.GetU64());
        reader = At("0600 0500 12340000");
        Assert.Equal(0x1234, reader.GetU16BigEndian());
        reader = At("0800 0600 e0000051");
        Assert.Equal(0xe0000051u, reader.GetU32BigEndian());
        reader = At("0c00 0900 05000000 ffffffff");
        Assert.Equal((5u, 0xffffffffu), reader.GetFlagsAndMask());
        reader = At("0800 0800 c000020a");
        Assert.Equal(IPAddress.Parse("192.0.2.10"), reader.GetAddress().ToIPAddress(ipv6: false));
        reader = At("1400 0800 20010db8000000000000000000000080");
        Assert.Equal(IPAddress.Parse("2001:db8::80"), reader.GetAddress().ToIPAddress(ipv6: true));
    }

    [Theory]
    [InlineData("0600 0700 72720000", "rr")] // a NUL ends it, padding follows
    [InlineData("0800 0700 72720078", "rr")] // what stands behind the NUL is no text
    [InlineData("0700 0700 77726c00", "wrl")] // no NUL: the payload's end ends it
    [InlineData("0500 0700 00000000", "")]
    [InlineData("0400 0700", "")]
    [InlineData("0600 0700 e4ff0000", "\u00e4\u00ff")] // one byte a character
    public void Text_ends_at_its_NUL_or_with_its_payload(string attribute, string expected) =>
        Assert.Equal(expected, At(attribute).GetText());

    [Theory]
    [InlineData("0600 02c0 34120000")] // NLA_F_NESTED and NLA_F_NET_BYTEORDER
    [InlineData("0600 0280 34120000")]
    [InlineData("0600 0240 34120000")]
    public void Flag_bits_are_no_part_of_the_type(string attribute) => Assert.Equal(2, At(attribute).Type);

    [Fact]
    public void A_nest_is_read_with_the_policy_of_its_inside_whether_it_is_flagged_or_not()
    {
        foreach (string type in new[] { "0a00", "0a80" })
        {
            AttributeReader reader = At($"0c00 {type} 0600 0100 07000000");
            var inside = new AttributeReader(reader.Payload, s_inner);
            Assert.True(inside.MoveNext());
            Assert.Equal(7, inside.GetU16());
            Assert.False(inside.MoveNext());
        }
    }

    [Fact]
    public void Unknown_attributes_are_passed_over()
    {
        var reader = new AttributeReader(Bytes.Of("0500 0c00 01000000", "0400 ff3f", "0500 0100 09000000", "0600 0000 01020000"), s_set);
        Assert.True(reader.MoveNext());
        Assert.Equal((1, 9), (reader.Type, reader.GetU8()));
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void The_last_attribute_may_lack_its_padding()
    {
        var reader = new AttributeReader(Bytes.Of("0500 0100 09"), s_set);
        Assert.True(reader.MoveNext());
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData("0400 0100", "SET.BYTE has a payload of 0 bytes")]
    [InlineData("0600 0100 01020000", "SET.BYTE has a payload of 2 bytes")]
    [InlineData("0500 0200 01000000", "SET.SHORT has a payload of 1 bytes")]
    [InlineData("0800 0200 01000000", "SET.SHORT has a payload of 4 bytes")]
    [InlineData("0600 0300 01000000", "SET.INT has a payload of 2 bytes")]
    [InlineData("0c00 0300 0100000000000000", "SET.INT has a payload of 8 bytes")]
    [InlineData("0800 0400 01000000", "SET.LONG has a payload of 4 bytes")]
    [InlineData("0500 0500 01000000", "SET.PORT has a payload of 1 bytes")]
    [InlineData("0600 0600 01000000", "SET.GROUP has a payload of 2 bytes")]
    [InlineData("0900 0700 6162636465000000", "SET.NAME has a payload of 5 bytes")]
    [InlineData("0600 0800 01020000", "SET.ADDR has a payload of 2 bytes")]
    [InlineData("1800 0800 0102030401020304010203040102030401020304", "SET.ADDR has a payload of 20 bytes")]
    [InlineData("0800 0900 01020304", "SET.FLAGS has a payload of 4 bytes")]
    [InlineData("0300 0100 01000000", "SET.BYTE says that it has 3 bytes, 8 were left")]
    [InlineData("0900 0100 01000000", "SET.BYTE says that it has 9 bytes, 8 were left")]
    [InlineData("ffff 0a80 01000000", "SET.NEST says that it has 65535 bytes, 8 were left")]
    [InlineData("0900 2000 01000000", "SET.32 says that it has 9 bytes, 8 were left")]
    [InlineData("0500 0100 01000000 0800", "2 bytes are left after the last attribute of SET")]
    public void A_wrong_length_is_an_error_that_names_the_attribute(string attributes, string message)
    {
        NetlinkProtocolException e = Assert.Throws<NetlinkProtocolException>(() =>
        {
            var reader = new AttributeReader(Bytes.Of(attributes), s_set);
            while (reader.MoveNext())
            {
            }
        });
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    private static AttributeReader At(string attribute)
    {
        var reader = new AttributeReader(Bytes.Of(attribute), s_set);
        Assert.True(reader.MoveNext());
        return reader;
    }
}
