using System.Net;
using CsCheck;
using Xunit;

namespace LvsPS.Core.Tests.Hosts.Firewall;

public sealed class PortsAndAddressesTests
{
    [Fact]
    public void Port_sets_are_the_same_ports_in_order_and_apart() =>
        Gen.Select(Gen.Bool.Select(b => b ? LvsProtocol.Tcp : LvsProtocol.Udp), Gen.Int[1, 60], Gen.Int[0, 9])
            .Select(p => new LvsPortRange(p.Item1, p.Item2, p.Item2 + p.Item3)).List[0, 12]
            .Sample(ranges =>
            {
                IReadOnlyList<LvsPortRange> set = PortSet.Of(ranges);
                Assert.Equal(Each(ranges).Distinct().Order(), Each(set));
                Assert.Equal(set, PortSet.Of(set.Reverse()));
                Assert.All(set.Zip(set.Skip(1)), p => Assert.True(p.First.Protocol != p.Second.Protocol || p.First.Last + 1 < p.Second.First));
            });

    [Fact]
    public void Blocks_between_two_addresses_are_these_addresses_and_no_others() =>
        Gen.Select(Gen.UInt[0, 70000], Gen.UInt[0, 300], Gen.Bool).Sample((first, more, isIPv6) =>
        {
            IPAddress start = AddressBlocks.Address(first, isIPv6 ? System.Net.Sockets.AddressFamily.InterNetworkV6 : System.Net.Sockets.AddressFamily.InterNetwork);
            IPAddress end = AddressBlocks.Address(first + more, start.AddressFamily);
            List<IPNetwork> blocks = [.. AddressBlocks.Between(start, end)];
            Assert.Equal(start, blocks[0].BaseAddress);
            Assert.Equal(end, AddressBlocks.LastOf(blocks[^1]));
            Assert.All(blocks.Zip(blocks.Skip(1)), p => Assert.Equal(AddressBlocks.Number(AddressBlocks.LastOf(p.First)) + 1, AddressBlocks.Number(p.Second.BaseAddress)));
            Assert.Single(new AddressRange(start, end).Addresses().TakeLast(1), end);
        });

    [Theory]
    [InlineData("10.0.0.0/25 10.0.0.128/25", "10.0.0.0/24", true)]
    [InlineData("10.0.0.1 10.0.0.0/24 10.0.0.1", "10.0.0.0/24", true)]
    [InlineData("10.0.0.1 fd00::1", "fd00::1 10.0.0.1", true)]
    [InlineData("10.0.0.1 10.0.0.2", "10.0.0.1 10.0.0.3", false)]
    [InlineData("0.0.0.0/0", "::/0", false)]
    public void Blocks_are_compared_by_their_addresses(string left, string right, bool areSame) =>
        Assert.Equal(areSame, AddressBlocks.Same(Blocks(left), Blocks(right)));

    [Fact]
    public void Ranges_of_sources_are_joined()
    {
        AddressRange[] ranges = [Range("10.0.0.5", "10.0.0.6"), Range("10.0.0.1", "10.0.0.3"), Range("10.0.0.4", "10.0.0.4"), Range("10.0.0.9", "10.0.0.9")];
        Assert.Equal(["10.0.0.1-10.0.0.6", "10.0.0.9"], AddressRange.Joined(ranges).Select(r => r.ToString()));
    }

    [Fact]
    public void Ports_have_words()
    {
        LvsPortRange[] ports = [new(LvsProtocol.Tcp, 80, 80), new(LvsProtocol.Tcp, 8000, 8100), new(LvsProtocol.Sctp, 9, 9)];
        Assert.Equal("tcp/80,8000-8100 sctp/9", PortSet.Words(ports));
        Assert.Equal(["tcp/80", "tcp/8000-8100", "sctp/9"], ports.Select(p => p.ToString()));
    }

    private static IEnumerable<(LvsProtocol Protocol, int Port)> Each(IEnumerable<LvsPortRange> ranges) =>
        ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1).Select(p => (r.Protocol, p)));

    private static IPNetwork[] Blocks(string texts) => [.. texts.Split(' ').Select(t => t.Contains('/') ? IPNetwork.Parse(t) : AddressBlocks.Single(IPAddress.Parse(t)))];

    private static AddressRange Range(string first, string last) => new(IPAddress.Parse(first), IPAddress.Parse(last));
}
