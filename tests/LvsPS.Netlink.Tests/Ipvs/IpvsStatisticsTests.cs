using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

public class IpvsStatisticsTests
{
    private const string Pad = "0400 0b00";

    // Values 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10; only the bytes have 64 bits.
    private const string Narrow =
        "0800 0100 01000000" + "0800 0200 02000000" + "0800 0300 03000000" + "0c00 0400 0400000000000000" + "0c00 0500 0500000000000000" +
        "0800 0600 06000000" + "0800 0700 07000000" + "0800 0800 08000000" + "0800 0900 09000000" + "0800 0a00 0a000000";

    // The same numbers with bit 32 set in each, as a kernel with alignment pads them.
    private const string Wide =
        "0c00 0100 0100000001000000" + Pad + "0c00 0200 0200000001000000" + Pad + "0c00 0300 0300000001000000" + Pad +
        "0c00 0400 0400000001000000" + Pad + "0c00 0500 0500000001000000" + Pad + "0c00 0600 0600000001000000" + Pad +
        "0c00 0700 0700000001000000" + Pad + "0c00 0800 0800000001000000" + Pad + "0c00 0900 0900000001000000" + Pad + "0c00 0a00 0a00000001000000";

    private static readonly IpvsStatistics s_narrow = Of(0);
    private static readonly IpvsStatistics s_wide = Of(1UL << 32);

    [Fact]
    public void The_nest_of_32_bits_has_bytes_of_64() => Assert.Equal(s_narrow, IpvsStatistics.Read(Bytes.Of(Narrow), wide: false));

    [Fact]
    public void The_nest_of_64_bits_is_read_past_its_padding() => Assert.Equal(s_wide, IpvsStatistics.Read(Bytes.Of(Wide), wide: true));

    [Fact]
    public void Counters_are_read_to_their_last_bit() =>
        Assert.Equal(ulong.MaxValue, IpvsStatistics.Read(Bytes.Of("0c00 0100 ffffffffffffffff"), wide: true).Connections);

    [Fact]
    public void Of_both_nests_the_wide_one_counts_in_either_order()
    {
        string narrow = "5c00 0a00" + Narrow;
        string wide = "a000 0c00" + Wide;
        Assert.Equal(s_wide, IpvsServiceMessage.Read(Bytes.Of(narrow, wide)).Statistics);
        Assert.Equal(s_wide, IpvsServiceMessage.Read(Bytes.Of(wide, narrow)).Statistics);
        Assert.Equal(s_wide, IpvsDestinationMessage.Read(Bytes.Of(narrow, wide)).Statistics);
        Assert.Equal(s_wide, IpvsDestinationMessage.Read(Bytes.Of(wide, narrow)).Statistics);
    }

    [Fact]
    public void An_old_kernels_nest_of_32_bits_serves_where_there_is_no_other()
    {
        IpvsServiceMessage service = IpvsServiceMessage.Read(Bytes.Of("5c00 0a00", Narrow));
        Assert.Equal(s_narrow, service.Statistics);
        Assert.True(service.Has(IpvsServiceAttribute.Statistics));
        Assert.False(service.Has(IpvsServiceAttribute.Statistics64));
    }

    [Fact]
    public void Values_of_64_bits_are_padded_where_they_would_not_lie_on_eight_bytes_of_the_message()
    {
        // As in the kernel's own answers: the attributes begin 20 bytes behind the start of the message.
        byte[] whole = new byte[1024];
        var writer = new AttributeWriter(whole.AsSpan(20));
        s_wide.Write(ref writer, (ushort)IpvsServiceAttribute.Statistics64, wide: true);
        int values = 0;
        for (int at = 24; at < 20 + writer.Position; at += BitConverter.ToUInt16(whole, at))
        {
            if (BitConverter.ToUInt16(whole, at + 2) != (ushort)IpvsStatisticsAttribute.Padding)
            {
                Assert.Equal(0, (at + 4) % 8);
                values++;
            }
        }

        Assert.Equal(10, values);
        Assert.Equal(s_wide, IpvsStatistics.Read(whole.AsSpan(24, writer.Position - 4), wide: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again(bool wide)
    {
        IpvsStatistics statistics = wide ? s_wide : s_narrow;
        byte[] written = Convert.FromHexString(Codec.Written((ref AttributeWriter w) => statistics.Write(ref w, 10, wide)));
        Assert.Equal(statistics, IpvsStatistics.Read(written.AsSpan(Codec.NestHeader), wide));
    }

    [Theory]
    [InlineData("CONNS", 1)]
    [InlineData("INPKTS", 2)]
    [InlineData("OUTPKTS", 3)]
    [InlineData("INBYTES", 4)]
    [InlineData("OUTBYTES", 5)]
    [InlineData("CPS", 6)]
    [InlineData("INPPS", 7)]
    [InlineData("OUTPPS", 8)]
    [InlineData("INBPS", 9)]
    [InlineData("OUTBPS", 10)]
    public void A_value_of_a_wrong_length_is_named(string name, int id)
    {
        foreach (string length in new[] { "0700", "0900" })
        {
            byte[] nest = Bytes.Of(length, $"{id:x2}00", "0102030405000000");
            Assert.Contains("STATS." + name, Assert.Throws<NetlinkProtocolException>(() => IpvsStatistics.Read(nest, wide: false)).Message, StringComparison.Ordinal);
            Assert.Contains("STATS64." + name, Assert.Throws<NetlinkProtocolException>(() => IpvsStatistics.Read(nest, wide: true)).Message, StringComparison.Ordinal);
        }
    }

    private static IpvsStatistics Of(ulong more) => new()
    {
        Connections = more + 1,
        IncomingPackets = more + 2,
        OutgoingPackets = more + 3,
        IncomingBytes = more + 4,
        OutgoingBytes = more + 5,
        ConnectionRate = more + 6,
        IncomingPacketRate = more + 7,
        OutgoingPacketRate = more + 8,
        IncomingByteRate = more + 9,
        OutgoingByteRate = more + 10,
    };
}
