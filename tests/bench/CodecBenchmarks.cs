using System.Net;
using BenchmarkDotNet.Attributes;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Bench;

/// <summary>What one service or real server costs on its way to the kernel and back; allocations must be none.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private const int MessageHeaders = 20;
    private readonly byte[] _buffer = new byte[1024];
    private readonly byte[] _services = Capture.FirstReply("get-services");
    private readonly byte[] _destinations = Capture.FirstReply("get-destinations");

    private readonly IpvsServiceMessage _service = new()
    {
        AddressFamily = IpvsConstants.InterNetwork,
        Protocol = 6,
        Address = WireAddress.From(IPAddress.Parse("192.0.2.10")),
        Port = 80,
        SchedulerName = "wlc",
        Flags = (0, uint.MaxValue),
        Timeout = 300,
        Netmask = uint.MaxValue,
    };

    private readonly IpvsDestinationMessage _destination = new()
    {
        Address = WireAddress.From(IPAddress.Parse("10.0.0.2")),
        Port = 8080,
        ForwardingMethod = 0,
        Weight = 5,
        UpperThreshold = 0,
        LowerThreshold = 0,
        AddressFamily = IpvsConstants.InterNetwork,
    };

    [Benchmark]
    public int EncodeNewService()
    {
        var writer = new AttributeWriter(_buffer.AsSpan(MessageHeaders));
        _service.Write(ref writer);
        return writer.Position;
    }

    [Benchmark]
    public int EncodeNewDestination()
    {
        var writer = new AttributeWriter(_buffer.AsSpan(MessageHeaders));
        _service.Write(ref writer);
        _destination.Write(ref writer);
        return writer.Position;
    }

    /// <summary>Four services as Linux 6.12 sent them in one datagram.</summary>
    /// <returns>Something that needs all of them.</returns>
    [Benchmark(OperationsPerInvoke = 4)]
    public ulong DecodeService()
    {
        ulong sum = 0;
        var messages = new NetlinkMessageReader(_services);
        while (messages.MoveNext())
        {
            _ = IpvsNests.TryFind(messages.Payload[4..], IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest);
            sum += IpvsServiceMessage.Read(nest).Statistics.Connections;
        }

        return sum;
    }

    /// <summary>Two real servers as Linux 6.12 sent them in one datagram.</summary>
    /// <returns>Something that needs both.</returns>
    [Benchmark(OperationsPerInvoke = 2)]
    public ulong DecodeDestination()
    {
        ulong sum = 0;
        var messages = new NetlinkMessageReader(_destinations);
        while (messages.MoveNext())
        {
            _ = IpvsNests.TryFind(messages.Payload[4..], IpvsCommandAttribute.Destination, out ReadOnlySpan<byte> nest);
            sum += IpvsDestinationMessage.Read(nest).Statistics.Connections;
        }

        return sum;
    }
}
