using System.Net.Sockets;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Model;

public sealed class LvsNetmaskTests
{
    [Fact]
    public void Every_prefix_length_is_read_back_from_its_text()
    {
        for (int length = 0; length <= 32; length++)
        {
            LvsNetmask mask = LvsNetmask.FromPrefixLength(length, AddressFamily.InterNetwork);
            Assert.Equal(length, mask.PrefixLength);
            Assert.Equal(mask, LvsNetmask.Parse(mask.ToString(), AddressFamily.InterNetwork));
            Assert.Equal(length == 32, mask.IsFull);
        }

        for (int length = 1; length <= 128; length++)
        {
            LvsNetmask mask = LvsNetmask.FromPrefixLength(length, AddressFamily.InterNetworkV6);
            Assert.Equal(length, mask.PrefixLength);
            Assert.Equal(mask, LvsNetmask.Parse(mask.ToString(), AddressFamily.InterNetworkV6));
            Assert.Equal(length == 128, mask.IsFull);
        }
    }

    [Theory]
    [InlineData("255.255.255.0", 24)]
    [InlineData("24", 24)]
    [InlineData("/24", 24)]
    [InlineData("128.0.0.0", 1)]
    [InlineData("255.255.255.255", 32)]
    [InlineData("0.0.0.0", 0)]
    public void An_IPv4_mask_is_dotted_or_a_length(string text, int length) =>
        Assert.Equal(length, LvsNetmask.Parse(text, AddressFamily.InterNetwork).PrefixLength);

    [Theory]
    [InlineData("255.0.255.0", AddressFamily.InterNetwork)]
    [InlineData("0.0.0.255", AddressFamily.InterNetwork)]
    [InlineData("255.255.255.1", AddressFamily.InterNetwork)]
    [InlineData("255.255.255", AddressFamily.InterNetwork)]
    [InlineData("0", AddressFamily.InterNetwork)]
    [InlineData("33", AddressFamily.InterNetwork)]
    [InlineData("-1", AddressFamily.InterNetwork)]
    [InlineData("ffff::", AddressFamily.InterNetwork)]
    [InlineData("", AddressFamily.InterNetwork)]
    [InlineData("/", AddressFamily.InterNetwork)]
    [InlineData("0", AddressFamily.InterNetworkV6)]
    [InlineData("129", AddressFamily.InterNetworkV6)]
    [InlineData("255.255.255.0", AddressFamily.InterNetworkV6)]
    [InlineData("ffff::", AddressFamily.InterNetworkV6)]
    public void What_is_no_mask_is_told_so(string text, AddressFamily family)
    {
        LvsInputException error = Assert.Throws<LvsInputException>(() => LvsNetmask.Parse(text, family));
        Assert.Equal(LvsErrorId.InvalidNetmask, error.ErrorId);
        Assert.Equal(text, error.Target);
    }

    [Fact]
    public void A_mask_of_the_kernel_may_have_holes()
    {
        LvsNetmask mask = LvsNetmask.FromWire(0xff00ff00, ipv6: false);
        Assert.Null(mask.PrefixLength);
        Assert.False(mask.IsFull);
        Assert.Equal("255.0.255.0", mask.ToString());
    }

    [Fact]
    public void What_came_from_the_wire_goes_back_to_it() => Gen.Select(Gen.UInt, Gen.Bool).Sample((value, ipv6) =>
    {
        LvsNetmask mask = LvsNetmask.FromWire(value, ipv6);
        Assert.Equal(value, mask.WireValue);
        Assert.Equal(LvsNetmask.FromWire(value, ipv6), mask);
        Assert.Equal(ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, mask.AddressFamily);
        int ones = System.Numerics.BitOperations.PopCount(value);
        bool contiguous = ipv6 || value == (ones == 0 ? 0 : uint.MaxValue << (32 - ones));
        Assert.Equal(contiguous, mask.PrefixLength is not null);
    });

    [Fact]
    public void The_same_number_is_another_mask_in_the_other_family() =>
        Assert.NotEqual(LvsNetmask.FromWire(24, ipv6: true), LvsNetmask.FromWire(24, ipv6: false));
}
