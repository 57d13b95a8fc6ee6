using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

/// <summary>Tables have tens of thousands of entries: reading and writing one of them must leave nothing for the collector.</summary>
public class AllocationTests
{
    private const int Rounds = 10_000;
    private readonly byte[] _buffer = new byte[1024];

    [Fact]
    public void Writing_a_service_allocates_nothing()
    {
        IpvsServiceMessage service = IpvsServiceMessage.Read(Nest("get-services", IpvsCommandAttribute.Service));
        Assert.Equal(0, Allocated(() =>
        {
            var writer = new AttributeWriter(_buffer);
            service.Write(ref writer);
        }));
    }

    [Fact]
    public void Writing_a_destination_allocates_nothing()
    {
        IpvsDestinationMessage destination = IpvsDestinationMessage.Read(Nest("get-destinations", IpvsCommandAttribute.Destination));
        Assert.Equal(0, Allocated(() =>
        {
            var writer = new AttributeWriter(_buffer);
            destination.Write(ref writer);
        }));
    }

    [Fact]
    public void Reading_a_service_allocates_nothing()
    {
        byte[] nest = Nest("get-services", IpvsCommandAttribute.Service);
        Assert.Equal(0, Allocated(() => IpvsServiceMessage.Read(nest)));
    }

    [Fact]
    public void Reading_a_destination_allocates_nothing()
    {
        byte[] nest = Nest("get-destinations", IpvsCommandAttribute.Destination);
        Assert.Equal(0, Allocated(() => IpvsDestinationMessage.Read(nest)));
    }

    [Fact]
    public void Walking_over_a_whole_dump_allocates_nothing()
    {
        byte[] dump = Captured.Replies("get-services")[0];
        Assert.Equal(0, Allocated(() =>
        {
            var messages = new NetlinkMessageReader(dump);
            while (messages.MoveNext())
            {
                _ = IpvsNests.TryFind(messages.Payload[4..], IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest);
                _ = IpvsServiceMessage.Read(nest);
            }
        }));
    }

    private static byte[] Nest(string captured, IpvsCommandAttribute which)
    {
        Assert.True(IpvsNests.TryFind(Captured.Messages(captured)[0].AsSpan(Captured.AttributesStart), which, out ReadOnlySpan<byte> nest));
        return nest.ToArray();
    }

    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
