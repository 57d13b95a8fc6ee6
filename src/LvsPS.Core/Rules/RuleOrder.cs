using System.Net;

namespace LvsPS;

/// <summary>The order of what is read and of written lines. It compares bytes as they are; ipvsadm subtracts, and so has none for large addresses.</summary>
internal static class RuleOrder
{
    /// <summary>By family, protocol, address and port; firewall marks come after the others of their family.</summary>
    public static IComparer<LvsServiceId> Services { get; } = Comparer<LvsServiceId>.Create(CompareServices);

    /// <summary>By family and bytes.</summary>
    public static IComparer<IPAddress> Addresses { get; } = Comparer<IPAddress>.Create(Compare);

    /// <summary>By family, address and port.</summary>
    public static IComparer<(IPAddress Address, int Port)> Endpoints { get; } =
        Comparer<(IPAddress Address, int Port)>.Create(
            (x, y) => Compare(x.Address, y.Address) is not 0 and int c ? c : x.Port.CompareTo(y.Port));

    private static int CompareServices(LvsServiceId x, LvsServiceId y)
    {
        int family = x.IsIPv6.CompareTo(y.IsIPv6);
        if (family != 0)
        {
            return family;
        }

        if (x.FwMark is not null || y.FwMark is not null)
        {
            return Nullable.Compare(x.FwMark, y.FwMark);
        }

        int protocol = x.Protocol!.Value.CompareTo(y.Protocol!.Value);
        return protocol != 0
            ? protocol
            : Endpoints.Compare((x.VirtualAddress!, x.VirtualPort!.Value), (y.VirtualAddress!, y.VirtualPort!.Value));
    }

    private static int Compare(IPAddress x, IPAddress y)
    {
        Span<byte> left = stackalloc byte[16];
        Span<byte> right = stackalloc byte[16];
        x.TryWriteBytes(left, out int leftLength);
        y.TryWriteBytes(right, out int rightLength);
        return leftLength != rightLength ? leftLength.CompareTo(rightLength) : left[..leftLength].SequenceCompareTo(right[..rightLength]);
    }
}
