using System.Buffers.Binary;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS.Simulator;

/// <summary>What tells services apart. A service of a firewall mark has no address; inside, its protocol is TCP.</summary>
internal readonly record struct ServiceKey(ushort Family, uint Mark, ushort Protocol, WireAddress Address, ushort Port)
{
    private const ushort Tcp = 6;

    public static ServiceKey Of(in IpvsServiceMessage message) => message.Has(IpvsServiceAttribute.FirewallMark)
        ? new(message.AddressFamily, message.FirewallMark, Tcp, default, 0)
        : new(message.AddressFamily, 0, message.Protocol, Addresses.OfFamily(message.Address, message.AddressFamily), message.Port);

    /// <summary>ip_vs_svc_hashkey() and ip_vs_svc_fwm_hashkey(), without the address of the namespace that both mix in.</summary>
    public int Bucket()
    {
        Span<byte> bytes = stackalloc byte[WireAddress.Size];
        Address.Write(bytes);
        uint fold = 0;
        for (int i = 0; i < WireAddress.Size; i += sizeof(uint))
        {
            fold ^= BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
        }

        return (int)((Mark != 0 ? Mark : Protocol ^ fold ^ (uint)(Port >> 8) ^ Port) % ServiceTable.Buckets);
    }
}

/// <summary>The services, in the order in which a dump gives them: bucket by bucket, in each the newest first, marks behind addresses.</summary>
internal sealed class ServiceTable
{
    public const int Buckets = 256;

    private readonly Dictionary<ServiceKey, SimulatedService> _byKey = [];
    private readonly LinkedList<SimulatedService>[] _buckets = [.. Enumerable.Range(0, 2 * Buckets).Select(_ => new LinkedList<SimulatedService>())];
    private readonly Dictionary<(uint, ushort, WireAddress, ushort, DestinationKey), SimulatedDestination> _trash = [];

    /// <summary>Destinations whose family is not their service's.</summary>
    public int MixedDestinations => _byKey.Values.Sum(service => service.Destinations().Count(d => d.Key.Family != service.Key.Family));

    public SimulatedService? Find(ServiceKey key) => _byKey.GetValueOrDefault(key);

    public IEnumerable<SimulatedService> All() => _buckets.SelectMany(bucket => bucket);

    public void Add(SimulatedService service)
    {
        _byKey.Add(service.Key, service);
        _ = BucketOf(service.Key).AddFirst(service);
    }

    public int Remove(SimulatedService service)
    {
        _ = _byKey.Remove(service.Key);
        _ = BucketOf(service.Key).Remove(service);
        foreach (SimulatedDestination destination in service.Destinations())
        {
            Discard(destination);
        }

        return Errno.None;
    }

    public int Clear()
    {
        foreach (SimulatedService service in All().ToArray())
        {
            Remove(service);
        }

        return Errno.None;
    }

    public int Zero()
    {
        foreach (SimulatedService service in All())
        {
            service.Zero();
        }

        return Errno.None;
    }

    /// <summary>Keeps a removed destination: added again, it is the same one, with its counters (ip_vs_trash_get_dest). Here it is kept for good.</summary>
    public void Discard(SimulatedDestination destination) => _trash[TrashKey(destination.Service.Key, destination.Key)] = destination;

    public SimulatedDestination? TakeBack(ServiceKey service, DestinationKey destination) =>
        _trash.Remove(TrashKey(service, destination), out SimulatedDestination? found) ? found : null;

    private static (uint, ushort, WireAddress, ushort, DestinationKey) TrashKey(ServiceKey service, DestinationKey destination) =>
        (service.Mark, service.Protocol, service.Address, service.Port, destination);

    private LinkedList<SimulatedService> BucketOf(ServiceKey key) => _buckets[(key.Mark != 0 ? Buckets : 0) + key.Bucket()];
}
