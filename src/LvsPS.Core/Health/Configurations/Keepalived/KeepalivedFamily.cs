using System.Net.Sockets;

namespace LvsPS;

/// <summary>The address family of a virtual server that is a firewall mark.</summary>
internal static class KeepalivedFamily
{
    /// <summary>
    /// As keepalived finds it: what ip_family says, or that of the servers that are reached by no tunnel, or that which all tunnelled ones have
    /// in common; IPv4 otherwise.
    /// </summary>
    public static AddressFamily Of(KeepalivedVirtual written, IReadOnlyList<KeepalivedReal> reals, KeepalivedListener? listener)
    {
        if (listener?.Address is not null)
        {
            return listener.Address.AddressFamily;
        }

        AddressFamily? plain = reals.FirstOrDefault(r => r.Settings.Forwarding.Method != LvsForwarding.Tunnel)?.Address.AddressFamily;
        List<AddressFamily> all = [.. reals.Select(r => r.Address.AddressFamily).Distinct()];
        return written.Family ?? plain ?? (all.Count == 1 ? all[0] : AddressFamily.InterNetwork);
    }
}
