using System.Net;

namespace LvsPS;

/// <summary>Real servers on a session's host: what is in place, setting it up, and putting back what was.</summary>
internal sealed class RealServerHosts(LvsSession session)
{
    /// <summary>Completes a setup by what the host has, and refuses one that contradicts it.</summary>
    /// <param name="setup">The setup as it was given.</param>
    /// <returns>The setup with its local address.</returns>
    /// <exception cref="LvsException">LocalAddressNotFound, RealServerHostExists.</exception>
    public RealServerSetup Complete(RealServerSetup setup)
    {
        RealServerSetup? known = new RealServerReader(session, HostRecord.Of(session)).Recorded(setup.VirtualAddress);
        if (setup.Mode == LvsRealServerMode.Tunnel)
        {
            if (setup.LocalAddress is IPAddress local)
            {
                LocalAddressFinder.Check(session, local);
            }

            setup = setup with { LocalAddress = setup.LocalAddress ?? known?.LocalAddress ?? LocalAddressFinder.Find(session, setup.VirtualAddress) };
            CheckDevice(setup);
        }

        return known is null || known.IsSameWay(setup) ? setup : throw new LvsException(
            LvsErrorId.RealServerHostExists,
            $"This host serves {setup.VirtualAddress} already, in another way: {Describe(known)}.",
            setup.VirtualAddress,
            $"Disable-LvsRealServerHost {setup.VirtualAddress} ends that first.");
    }

    /// <summary>What setting up would do.</summary>
    /// <param name="setup">A complete setup.</param>
    /// <returns>The steps; none where all is in place.</returns>
    public IReadOnlyList<HostStep> StepsToEnable(RealServerSetup setup) => HostRecord.StepsToClaim(RealServerWishes.Of(session, setup));

    /// <summary>Sets up; a failure undoes what was done before it. The caller holds the lock.</summary>
    /// <param name="setup">A complete setup.</param>
    /// <param name="tell">Is told the line of each step.</param>
    /// <param name="also">What is done with it; null for nothing.</param>
    public void Enable(RealServerSetup setup, Action<string>? tell, Action<HostTransaction>? also = null) => _ = HostTransaction.Run(
        transaction =>
        {
            HostRecord record = HostRecord.Of(session);
            also?.Invoke(transaction);
            record.Claim(transaction, setup.Claimant, RealServerWishes.Of(session, setup));
            return true;
        },
        tell);

    /// <summary>What putting back would do.</summary>
    /// <param name="virtualAddress">The address.</param>
    /// <returns>The steps; none where nothing was recorded.</returns>
    public IReadOnlyList<HostStep> StepsToDisable(IPAddress virtualAddress) =>
        HostRecord.Of(session).StepsToRelease(RealServerSetup.ClaimantOf(virtualAddress));

    /// <summary>Whether it was recorded how it was before an address was served.</summary>
    /// <param name="virtualAddress">The address.</param>
    /// <returns>True where it was.</returns>
    public bool IsRecorded(IPAddress virtualAddress) => HostRecord.Of(session).Claimants.Contains(RealServerSetup.ClaimantOf(virtualAddress));

    /// <summary>Puts back what was before; a failure undoes what was done before it. The caller holds the lock.</summary>
    /// <param name="virtualAddress">The address.</param>
    /// <param name="tell">Is told the line of each step.</param>
    /// <param name="also">What is done with it; null for nothing.</param>
    /// <returns>What was left, a sentence each.</returns>
    public IReadOnlyList<string> Disable(IPAddress virtualAddress, Action<string>? tell, Action<HostTransaction>? also = null) => HostTransaction.Run(
        transaction =>
        {
            // Read first: where the boot's own record was lost, the document has it.
            HostRecord record = HostRecord.Of(session);
            also?.Invoke(transaction);
            return record.Release(transaction, RealServerSetup.ClaimantOf(virtualAddress));
        },
        tell);

    /// <summary>What this host serves.</summary>
    /// <returns>What was recorded, then what looks like it.</returns>
    public IReadOnlyList<LvsRealServerHost> Read()
    {
        HostRecord record = HostRecord.Of(session);
        return [.. new RealServerReader(session, record).All().Select(s => Show(s, record))];
    }

    /// <summary>What a setup takes, and what of it is in place.</summary>
    /// <param name="setup">A complete setup.</param>
    /// <returns>Both.</returns>
    public LvsRealServerHost Show(RealServerSetup setup) => Show(setup, HostRecord.Of(session));

    private LvsRealServerHost Show(RealServerSetup setup, HostRecord record)
    {
        int? mtu = setup.LocalAddress is IPAddress local && setup.Mode == LvsRealServerMode.Tunnel ? MtuOf(setup, local) : null;
        return new LvsRealServerHost
        {
            VirtualAddress = setup.VirtualAddress,
            Mode = setup.Mode,
            TunnelType = setup.Mode == LvsRealServerMode.Tunnel ? setup.TunnelType : null,
            Port = setup.Port,
            LocalAddress = setup.LocalAddress,
            AddRoute = setup.AddRoute,
            Interface = setup.Interface,
            Mtu = mtu,

            // IPv4's header is 20 bytes long, IPv6's 40, TCP's 20.
            AdvisedMss = mtu - (setup.IsIPv4 ? 40 : 60),
            Settings = [.. RealServerWishes.Of(session, setup).Select(w => Setting(w, record))],
            IsRecorded = record.Claimants.Contains(setup.Claimant),
            Origin = new ReadFrom(session),
        };
    }

    private static LvsHostSetting Setting(HostWish wish, HostRecord record)
    {
        HostClaim? claim = record.Find(wish.Cell);
        return new LvsHostSetting
        {
            Name = wish.Cell.Title,
            Wanted = wish.State,
            Actual = wish.Cell.Read(),
            Previous = claim?.Previous,
            IsRecorded = claim is not null,
        };
    }

    private int? MtuOf(RealServerSetup setup, IPAddress local)
    {
        IHostNetwork network = session.Host.Network;
        string? outer = network.Addresses().FirstOrDefault(a => a.Address.Equals(local))?.Interface;
        return network.Links().FirstOrDefault(l => l.Name == outer)?.Mtu - TunnelDevice.Overhead(setup.TunnelType, local);
    }

    /// <summary>The kernel has one end for each device, and all virtual addresses share it.</summary>
    private void CheckDevice(RealServerSetup setup)
    {
        TunnelDevice wanted = setup.Device!;
        string? there = new DeviceCell(session, wanted.Name).Read();
        string state = DeviceCell.StateOf(wanted.Kind, setup.LocalAddress);
        if (there is not null && there != state)
        {
            throw new LvsException(
                LvsErrorId.RealServerHostExists,
                $"The device {wanted.Name} is there as '{there}', and cannot be '{state}' as well.",
                setup.VirtualAddress,
                "Give the -LocalAddress that it has, or end what uses it: Get-LvsRealServerHost shows that.");
        }
    }

    private static string Describe(RealServerSetup setup) => setup.Mode == LvsRealServerMode.DirectRouting
        ? "by direct routing"
        : $"by a tunnel ({setup.TunnelType}{(setup.Port is int port ? $", port {port}" : string.Empty)}) that ends at {setup.LocalAddress}";
}
