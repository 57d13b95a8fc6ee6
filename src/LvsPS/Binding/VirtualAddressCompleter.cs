using System.Collections;

namespace LvsPS.Binding;

/// <summary>The addresses that services listen at, and those that the host has for itself alone.</summary>
internal sealed class VirtualAddressCompleter : LvsCompleter
{
    protected override IEnumerable<(string Word, string Tip)> Words(IDictionary bound)
    {
        LvsSession session = SessionOf(bound);
        return new HostVirtualAddresses(session).Read(Services(session)).Select(a => a.Address.ToString()).Distinct().Select(a => (a, a));
    }

    private static IEnumerable<LvsServiceId> Services(LvsSession session)
    {
        try
        {
            return session.Client.ReadServices(withRealServers: false).Services.Select(s => s.Service);
        }
        catch (LvsException e) when (e.ErrorId == LvsErrorId.IpvsNotAvailable)
        {
            return [];
        }
    }
}
