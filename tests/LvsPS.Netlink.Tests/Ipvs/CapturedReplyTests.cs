using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Ipvs;

/// <summary>What Linux 6.12 answered, read by the codec.</summary>
public class CapturedReplyTests
{
    public static TheoryData<string> Names => [.. Captured.Names];

    [Fact]
    public void The_services_of_a_real_kernel_are_read()
    {
        IpvsServiceMessage[] services = [.. Captured.Messages("get-services").SkipLast(1).Select(m => IpvsServiceMessage.Read(Nest(m, IpvsCommandAttribute.Service)))];
        Assert.Equal(4, services.Length);
        IpvsServiceMessage tcp = services.Single(s => s.Protocol == 6 && s.AddressFamily == IpvsConstants.InterNetwork);
        Assert.Equal(("192.0.2.10", 80, "wlc"), (tcp.Address.ToIPAddress(false).ToString(), tcp.Port, tcp.SchedulerName));
        Assert.Equal((IpvsConstants.ServiceHashed, uint.MaxValue), tcp.Flags);
        Assert.Equal(uint.MaxValue, tcp.Netmask);
        Assert.False(tcp.Has(IpvsServiceAttribute.PersistenceEngine));

        IpvsServiceMessage udp = services.Single(s => s.Protocol == 17);
        Assert.Equal((5060, "rr", "sip", 300u, 0xffffff00u), (udp.Port, udp.SchedulerName, udp.PersistenceEngine, udp.Timeout, udp.Netmask));
        Assert.Equal(IpvsConstants.ServicePersistent | IpvsConstants.ServiceHashed | IpvsConstants.ServiceOnePacket, udp.Flags.Flags);

        IpvsServiceMessage v6 = services.Single(s => s.AddressFamily == IpvsConstants.InterNetworkV6);
        Assert.Equal(("2001:db8::80", 64u, 600u), (v6.Address.ToIPAddress(true).ToString(), v6.Netmask, v6.Timeout));

        IpvsServiceMessage mark = services.Single(s => s.Has(IpvsServiceAttribute.FirewallMark));
        Assert.Equal((7u, 0x1au), (mark.FirewallMark, mark.Flags.Flags));
        Assert.False(mark.Has(IpvsServiceAttribute.Address) || mark.Has(IpvsServiceAttribute.Port) || mark.Has(IpvsServiceAttribute.Protocol));
        Assert.All(services, s => Assert.True(s.Has(IpvsServiceAttribute.Statistics) && s.Has(IpvsServiceAttribute.Statistics64)));
    }

    [Fact]
    public void The_destinations_of_a_real_kernel_are_read()
    {
        IpvsDestinationMessage[] destinations =
            [.. Captured.Messages("get-destinations").SkipLast(1).Select(m => IpvsDestinationMessage.Read(Nest(m, IpvsCommandAttribute.Destination)))];
        IpvsDestinationMessage nat = destinations.Single(d => d.ForwardingMethod == 0);
        Assert.Equal(("10.0.0.1", 8080, 5u, 100u, 50u), (nat.Address.ToIPAddress(false).ToString(), nat.Port, nat.Weight, nat.UpperThreshold, nat.LowerThreshold));
        IpvsDestinationMessage tunnel = destinations.Single(d => d.ForwardingMethod == 2);
        Assert.Equal((1, 6080, 1), (tunnel.TunnelType, tunnel.TunnelPort, tunnel.TunnelFlags));
        Assert.All(destinations, d => Assert.Equal(IpvsConstants.InterNetwork, d.AddressFamily));

        byte[] v6 = Captured.Messages("get-destinations-v6")[0];
        Assert.Equal("2001:db8::1", IpvsDestinationMessage.Read(Nest(v6, IpvsCommandAttribute.Destination)).Address.ToIPAddress(true).ToString());
    }

    [Fact]
    public void Daemon_timeouts_and_info_of_a_real_kernel_are_read()
    {
        IpvsDaemonMessage daemon = IpvsDaemonMessage.Read(Nest(Captured.Messages("get-daemons")[0], IpvsCommandAttribute.Daemon));
        Assert.Equal((1u, "sync0", 5u, 0xe0000051u, 8848, 1), (daemon.State, daemon.Interface, daemon.SyncId, daemon.Group, daemon.Port, daemon.Ttl));
        Assert.Equal(new IpvsConfigMessage(900, 120, 300), IpvsConfigMessage.Read(Captured.Messages("get-config")[0].AsSpan(Captured.AttributesStart)));
        Assert.Equal(new IpvsInfoMessage(0x010201, 4096), IpvsInfoMessage.Read(Captured.Messages("get-info")[0].AsSpan(Captured.AttributesStart)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_truncation_of_a_reply_is_read_or_refused_and_never_crashes(string name)
    {
        foreach (byte[] reply in Captured.Replies(name))
        {
            for (int length = 0; length < reply.Length; length++)
            {
                // Cut as it is, and cut with a header that believes it: the second kind gets as far as the attributes.
                Readable(reply.AsSpan(0, length));
                if (length >= NetlinkHeader.Size)
                {
                    byte[] believed = reply[..length];
                    BitConverter.TryWriteBytes(believed, Math.Min(BitConverter.ToInt32(reply), length));
                    Readable(believed);
                }
            }

            Readable(reply);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_reply_with_one_byte_turned_over_is_read_or_refused_and_never_crashes(string name)
    {
        foreach (byte[] reply in Captured.Replies(name))
        {
            for (int i = 0; i < reply.Length; i++)
            {
                foreach (byte change in new byte[] { 0x01, 0x80, 0xff })
                {
                    byte[] turned = [.. reply];
                    turned[i] ^= change;
                    Readable(turned);
                }
            }
        }
    }

    private static ReadOnlySpan<byte> Nest(byte[] message, IpvsCommandAttribute which)
    {
        Assert.True(IpvsNests.TryFind(message.AsSpan(Captured.AttributesStart), which, out ReadOnlySpan<byte> nest));
        return nest;
    }

    /// <summary>Reads all that can be read; the one exception that bad bytes may cause is caught.</summary>
    private static void Readable(ReadOnlySpan<byte> datagram)
    {
        try
        {
            var messages = new NetlinkMessageReader(datagram);
            while (messages.MoveNext())
            {
                if (messages.Header.Type <= NetlinkConstants.MessageOverrun)
                {
                    _ = NetlinkError.Read(messages.Header, messages.Payload);
                    continue;
                }

                ReadOnlySpan<byte> attributes = messages.Payload[Math.Min(4, messages.Payload.Length)..];
                _ = IpvsConfigMessage.Read(attributes);
                _ = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Service, out ReadOnlySpan<byte> nest);
                _ = IpvsServiceMessage.Read(nest);
                _ = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Destination, out nest);
                _ = IpvsDestinationMessage.Read(nest);
                _ = IpvsNests.TryFind(attributes, IpvsCommandAttribute.Daemon, out nest);
                _ = IpvsDaemonMessage.Read(nest);
            }
        }
        catch (NetlinkProtocolException)
        {
        }
    }
}
