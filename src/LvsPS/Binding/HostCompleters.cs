using System.Collections;

namespace LvsPS.Binding;

/// <summary>The virtual addresses that this host serves as a real server.</summary>
internal sealed class RealServerHostCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        new RealServerHosts(SessionOf(bound)).Read().Select(h => (h.VirtualAddress.ToString(), h.ToString()));
}

/// <summary>The addresses of this host.</summary>
internal sealed class HostAddressCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound) =>
        SessionOf(bound).Host.Network.Addresses().Select(a => (a.Address.ToString(), $"{a.Address} on {a.Interface}")).Distinct();
}
