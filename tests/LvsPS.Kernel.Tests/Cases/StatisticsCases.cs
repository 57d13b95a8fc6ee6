using System.Diagnostics;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class StatisticsOnSimulator : StatisticsCases<SimulatorUnderTest>;

public sealed class StatisticsOnKernel : StatisticsCases<RealKernel>;

public abstract class StatisticsCases<TKernel> : Conformance<TKernel>
    where TKernel : IKernelUnderTest, new()
{
    private static readonly ushort[] s_counters = [.. Enumerable.Range(1, 10).Select(i => (ushort)i)];
    private static readonly IpvsServiceMessage s_service = Service("127.0.0.1", 7000, Udp);
    private static readonly IpvsDestinationMessage s_destination = Destination("127.0.0.1", 7001);

    protected StatisticsCases()
    {
        Do(IpvsCommand.NewService, s_service);
        Do(IpvsCommand.NewDestination, s_service, s_destination);
    }

    [Case]
    public void A_service_has_both_nests_with_ten_counters_each()
    {
        byte[] nest = Nest(Assert.Single(Dump(IpvsCommand.GetService, IpvsCommand.NewService)), IpvsCommandAttribute.Service);
        AssertNests(nest, IpvsPolicy.Service, (ushort)IpvsServiceAttribute.Statistics, (ushort)IpvsServiceAttribute.Statistics64);
    }

    [Case]
    public void A_destination_has_both_nests_with_ten_counters_each()
    {
        byte[] message = Assert.Single(Dump(IpvsCommand.GetDestination, IpvsCommand.NewDestination, (int _, ref AttributeWriter w) =>
        {
            s_service.Write(ref w);
            return 0;
        }));
        byte[] nest = Nest(message, IpvsCommandAttribute.Destination);
        AssertNests(nest, IpvsPolicy.Destination, (ushort)IpvsDestinationAttribute.Statistics, (ushort)IpvsDestinationAttribute.Statistics64);
    }

    [Case]
    public void A_packet_counts_for_the_destination_and_its_service()
    {
        Kernel.SendPacket(s_service, s_destination);
        IpvsStatistics destination = WaitForPacket();
        Assert.Equal((1ul, 1ul, 29ul), (destination.Connections, destination.IncomingPackets, destination.IncomingBytes));
        Assert.Equal(1u, Assert.Single(Destinations(s_service)).InactiveConnections);
        IpvsStatistics service = Assert.Single(Services()).Statistics;
        Assert.Equal((1ul, 1ul, 29ul), (service.Connections, service.IncomingPackets, service.IncomingBytes));
    }

    [Case]
    public void Zeroing_a_service_zeroes_its_destinations_too()
    {
        Do(IpvsCommand.NewService, Service());
        Kernel.SendPacket(s_service, s_destination);
        _ = WaitForPacket();
        Assert.Equal(Errno.None, Do(IpvsCommand.Zero, Id()));
        Assert.Equal(1ul, Destinations(s_service)[0].Statistics.Connections);
        Assert.Equal(Errno.None, Do(IpvsCommand.Zero, Id("127.0.0.1", 7000, Udp)));
        Assert.Equal(default, Destinations(s_service)[0].Statistics);
        Assert.All(Services(), service => Assert.Equal(default, service.Statistics));
    }

    [Case]
    public void Zeroing_without_a_service_zeroes_all()
    {
        Kernel.SendPacket(s_service, s_destination);
        _ = WaitForPacket();
        Assert.Equal(Errno.None, Do(IpvsCommand.Zero));
        Assert.Equal(default, Destinations(s_service)[0].Statistics);
        Assert.Equal(default, Services()[0].Statistics);
        Assert.Equal(1u, Destinations(s_service)[0].InactiveConnections);
    }

    [Case]
    public void A_destination_that_was_deleted_and_added_again_keeps_its_counters()
    {
        Kernel.SendPacket(s_service, s_destination);
        _ = WaitForPacket();
        Do(IpvsCommand.DeleteDestination, s_service, s_destination);
        Assert.Equal(Errno.None, Do(IpvsCommand.NewDestination, s_service, s_destination with { Weight = 3 }));
        IpvsDestinationMessage found = Assert.Single(Destinations(s_service));
        Assert.Equal((3u, 1u, 1ul), (found.Weight, found.InactiveConnections, found.Statistics.Connections));
    }

    [Case]
    public void Under_a_service_that_was_made_anew_its_counters_start_again_and_its_connections_stay()
    {
        Kernel.SendPacket(s_service, s_destination);
        _ = WaitForPacket();
        Do(IpvsCommand.DeleteService, s_service);
        Do(IpvsCommand.NewService, s_service);
        Do(IpvsCommand.NewDestination, s_service, s_destination);
        IpvsDestinationMessage found = Assert.Single(Destinations(s_service));
        Assert.Equal((1u, 0ul), (found.InactiveConnections, found.Statistics.Connections));
    }

    [Case]
    public void An_edit_keeps_the_counters()
    {
        Kernel.SendPacket(s_service, s_destination);
        _ = WaitForPacket();
        Do(IpvsCommand.SetService, s_service with { SchedulerName = "wlc" });
        Do(IpvsCommand.SetDestination, s_service, s_destination with { Weight = 9 });
        Assert.Equal(1ul, Services()[0].Statistics.Connections);
        Assert.Equal(1ul, Destinations(s_service)[0].Statistics.Connections);
    }

    private static void AssertNests(byte[] nest, AttributePolicySet policy, ushort narrow, ushort wide)
    {
        int found = 0;
        var reader = new AttributeReader(nest, policy);
        while (reader.MoveNext())
        {
            if (reader.Type == narrow || reader.Type == wide)
            {
                AssertCounters(reader.Payload, reader.Type == wide);
                found++;
            }
        }

        Assert.Equal(2, found);
    }

    private static void AssertCounters(ReadOnlySpan<byte> nest, bool wide)
    {
        List<ushort> found = [];
        var reader = new AttributeReader(nest, wide ? IpvsPolicy.Statistics64 : IpvsPolicy.Statistics);
        while (reader.MoveNext())
        {
            if (reader.Type == (ushort)IpvsStatisticsAttribute.Padding)
            {
                Assert.Equal(0, reader.Payload.Length);
                continue;
            }

            bool isBytes = reader.Type is (ushort)IpvsStatisticsAttribute.IncomingBytes or (ushort)IpvsStatisticsAttribute.OutgoingBytes;
            Assert.Equal(wide || isBytes ? 8 : 4, reader.Payload.Length);
            found.Add(reader.Type);
        }

        Assert.Equal(s_counters, found);
    }

    /// <summary>Counters are brought up every two seconds.</summary>
    private IpvsStatistics WaitForPacket()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            IpvsStatistics service = Services().Single(s => s.Port == s_service.Port).Statistics;
            IpvsStatistics destination = Assert.Single(Destinations(s_service)).Statistics;
            if (service.IncomingPackets > 0 && destination.IncomingPackets > 0)
            {
                return destination;
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "no packet was counted within 30 s");
            Thread.Yield();
        }
    }
}
