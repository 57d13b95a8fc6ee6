using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>The time-outs that can be set, in seconds.</summary>
internal sealed class Timeouts
{
    // INT_MAX / HZ, with the 250 ticks a second of Debian's kernels for real machines.
    private const uint Most = int.MaxValue / 250;

    private IpvsConfigMessage _seconds = new(900, 120, 300);

    /// <summary>ip_vs_set_timeout(): one that is absent or 0 stays, and nothing is set where one is out of range.</summary>
    public int Set(in IpvsConfigMessage request)
    {
        if (request.Tcp > Most || request.TcpFin > Most || request.Udp > Most)
        {
            return Errno.Invalid;
        }

        _seconds = new IpvsConfigMessage(Chosen(request.Tcp, _seconds.Tcp), Chosen(request.TcpFin, _seconds.TcpFin), Chosen(request.Udp, _seconds.Udp));
        return Errno.None;
    }

    public byte Write(ref AttributeWriter writer)
    {
        _seconds.Write(ref writer);
        return (byte)IpvsCommand.SetConfig;
    }

    private static uint? Chosen(uint? wanted, uint? old) => wanted is null or 0 ? old : wanted;
}
