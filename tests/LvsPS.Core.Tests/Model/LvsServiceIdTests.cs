using System.Net;
using System.Net.Sockets;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Model;

public sealed class LvsServiceIdTests
{
    private static readonly Gen<IPAddress> s_anyAddress = Gen.OneOf(
        Gen.Byte.Array[4].Select(b => new IPAddress(b)),
        Gen.Byte.Array[16].Select(b => new IPAddress(b)),
        Gen.OneOf<byte>(0, 0, 0, 1, 255).Array[16].Select(b => new IPAddress(b)));

    private static readonly Gen<LvsServiceId> s_any = Gen.OneOf(
        Gen.Select(s_anyAddress, Gen.UShort, Gen.UShort).Select((a, p, port) => LvsServiceId.ForAddress((LvsProtocol)p, a, port)),
        Gen.Select(s_anyAddress, Gen.OneOf(LvsProtocol.Tcp, LvsProtocol.Udp, LvsProtocol.Sctp), Gen.UShort)
            .Select((a, p, port) => LvsServiceId.ForAddress(p, a, port)),
        Gen.Select(Gen.UInt[1, uint.MaxValue], Gen.Bool).Select((mark, ipv6) => LvsServiceId.ForMark(mark, ipv6)));

    [Fact]
    public void Its_text_names_it() => s_any.Sample(
        id =>
        {
            LvsServiceId read = LvsServiceId.Parse(id.ToString());
            Assert.Equal(id, read);
            Assert.Equal(id.GetHashCode(), read.GetHashCode());
            Assert.Equal(id.ToString(), read.ToString());
            Assert.True(id == read && !(id != read));
        },
        iter: 2000);

    [Fact]
    public void Two_are_equal_exactly_where_their_texts_are() => Gen.Select(TableGen.ServiceId, TableGen.ServiceId).Sample(
        (x, y) => Assert.Equal(x.ToString() == y.ToString(), x == y), iter: 2000);

    [Theory]
    [InlineData("tcp://10.0.0.10:80", "tcp://10.0.0.10:80")]
    [InlineData("TCP://10.0.0.10:80/", "tcp://10.0.0.10:80")]
    [InlineData("tcp://10.0.0.10:080", "tcp://10.0.0.10:80")]
    [InlineData("udp://[2001:DB8:0:0::1]:53", "udp://[2001:db8::1]:53")]
    [InlineData("sctp://10.0.0.10", "sctp://10.0.0.10:0")]
    [InlineData("sctp://[::]", "sctp://[::]:0")]
    [InlineData("ip6://10.0.0.10:80", "tcp://10.0.0.10:80")]
    [InlineData("ip47://10.0.0.10:0", "ip47://10.0.0.10:0")]
    [InlineData("fwmark://007", "fwmark://7")]
    [InlineData("FwMark6://4294967295", "fwmark6://4294967295")]
    public void Texts_of_one_service_are_equal(string text, string canonical)
    {
        Assert.Equal(new LvsServiceId(canonical), new LvsServiceId(text));
        Assert.Equal(canonical, new LvsServiceId(text).ToString());
    }

    [Theory]
    [InlineData("fwmark://7", "fwmark6://7")]
    [InlineData("tcp://10.0.0.1:80", "udp://10.0.0.1:80")]
    [InlineData("tcp://10.0.0.1:80", "tcp://[::ffff:10.0.0.1]:80")]
    [InlineData("tcp://10.0.0.1:80", "tcp://10.0.0.1:81")]
    public void Different_services_are_not_equal(string one, string other) => Assert.NotEqual(new LvsServiceId(one), new LvsServiceId(other));

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.1:80")]
    [InlineData("://10.0.0.1:80")]
    [InlineData("http://10.0.0.1:80")]
    [InlineData("ip://10.0.0.1:80")]
    [InlineData("ip65536://10.0.0.1:80")]
    [InlineData("ip-1://10.0.0.1:80")]
    [InlineData("fwmark://")]
    [InlineData("fwmark://0")]
    [InlineData("fwmark://-1")]
    [InlineData("fwmark://4294967296")]
    [InlineData("fwmark://0x7")]
    [InlineData("fwmark:// 7")]
    public void What_names_no_service_is_told_so(string text) => Fails(LvsErrorId.InvalidServiceId, text);

    [Theory]
    [InlineData("tcp://")]
    [InlineData("tcp://:80")]
    [InlineData("tcp://10.0.0.1:")]
    [InlineData("tcp://10.0.0.1:65536")]
    [InlineData("tcp://10.0.0.1:-1")]
    [InlineData("tcp://10.0.0.1:+1")]
    [InlineData("tcp://10.0.0.1: 80")]
    [InlineData("tcp://10.0.0.1:http")]
    [InlineData("tcp:// 10.0.0.1:80")]
    [InlineData("tcp://10.1:80")]
    [InlineData("tcp://010.0.0.1:80")]
    [InlineData("tcp://0x0a000001:80")]
    [InlineData("tcp://10.0.0.256:80")]
    [InlineData("tcp://web:80")]
    [InlineData("tcp://2001:db8::1:80")]
    [InlineData("tcp://2001:db8::1")]
    [InlineData("tcp://[2001:db8::1:80")]
    [InlineData("tcp://[2001:db8::1]80")]
    [InlineData("tcp://[2001:db8::1/64]:80")]
    [InlineData("tcp://[ 2001:db8::1]:80")]
    [InlineData("tcp://[[2001:db8::1]]:80")]
    [InlineData("tcp://[fe80::1%eth0]:80")]
    [InlineData("tcp://[fe80::1%2]:80")]
    [InlineData("tcp://[10.0.0.1]:80")]
    [InlineData("tcp://[]:80")]
    public void A_bad_endpoint_is_told_so(string text) => Fails(LvsErrorId.InvalidEndpoint, text);

    [Fact]
    public void Where_it_was_read_is_no_part_of_it()
    {
        LvsServiceId id = new("tcp://[2001:db8::1]:80");
        Assert.Equal(id, id.From(null));
        Assert.Equal(id, new LvsServiceId(LvsService.Default(id)));
        Assert.Equal(AddressFamily.InterNetworkV6, id.AddressFamily);
        Assert.Null(id.FwMark);
    }

    [Fact]
    public void A_mark_of_zero_and_ports_out_of_range_are_no_identity()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LvsServiceId.ForMark(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LvsServiceId.ForAddress(LvsProtocol.Tcp, IPAddress.Loopback, 65536));
        Assert.Throws<ArgumentOutOfRangeException>(() => LvsServiceId.ForAddress(LvsProtocol.Tcp, IPAddress.Loopback, -1));
    }

    private static void Fails(string errorId, string text)
    {
        LvsInputException error = Assert.Throws<LvsInputException>(() => LvsServiceId.Parse(text));
        Assert.Equal(errorId, error.ErrorId);
        Assert.NotEmpty(error.Remedy);
    }
}
