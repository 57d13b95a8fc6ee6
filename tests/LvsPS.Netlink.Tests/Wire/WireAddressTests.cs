using System.Net;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Wire;

public class WireAddressTests
{
    [Theory]
    [InlineData("192.0.2.10", "c000020a000000000000000000000000")]
    [InlineData("255.255.255.255", "ffffffff000000000000000000000000")]
    [InlineData("0.0.0.0", "00000000000000000000000000000000")]
    [InlineData("2001:db8::80", "20010db8000000000000000000000080")]
    [InlineData("::ffff:192.0.2.10", "00000000000000000000ffffc000020a")]
    public void An_address_goes_to_sixteen_bytes_and_back(string text, string hex)
    {
        IPAddress address = IPAddress.Parse(text);
        byte[] bytes = new byte[WireAddress.Size];
        WireAddress.From(address).Write(bytes);
        Assert.Equal(hex, Bytes.Hex(bytes));
        Assert.Equal(address, WireAddress.Read(bytes).ToIPAddress(address.GetAddressBytes().Length == 16));
    }

    [Fact]
    public void Four_bytes_and_sixteen_bytes_of_an_IPv4_address_are_the_same_address() =>
        Assert.Equal(WireAddress.Read(Bytes.Of("c000020a")), WireAddress.Read(Bytes.Of("c000020a000000000000000000000000")));
}
