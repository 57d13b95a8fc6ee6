using LvsPS.Simulator;

namespace LvsPS;

/// <summary>What surrounds the table on a session's host, in its network namespace; each part is opened when it is used.</summary>
/// <param name="Files">What the kernel shows as files.</param>
/// <param name="Network">Interfaces, addresses and routes.</param>
/// <param name="Nftables">The firewall.</param>
/// <param name="Record">What was there before LvsPS changed it, of this namespace and boot.</param>
/// <param name="Document">What is put back after a reboot.</param>
/// <param name="Suspensions">Which real servers are suspended, of this namespace and boot.</param>
internal sealed record SessionHost(
    IKernelFiles Files, IHostNetwork Network, INftables Nftables, IStateFile Record, IStateFile Document, IStateFile Suspensions)
{
    /// <summary>What is neither of the network nor a file of the kernel's network.</summary>
    public IHostMachine Machine { get; init; } = new SimulatedMachine();

    /// <summary>What documents of the wanted state manage, of this namespace and boot.</summary>
    public IStateFile Owners { get; init; } = new SimulatedStateFile("owners");

    /// <summary>What running health monitors hold otherwise than their documents have it, of this namespace and boot.</summary>
    public IStateFile Holds { get; init; } = new SimulatedStateFile("holds");

    /// <summary>A namespace of this machine.</summary>
    /// <param name="namespacePath">Its path; null for the one that the process is in.</param>
    /// <returns>Its parts.</returns>
    public static SessionHost OfNamespace(string? namespacePath)
    {
        var files = new HostFiles(namespacePath);
        return new SessionHost(
            files,
            new KernelNetwork(namespacePath, files),
            new KernelNftables(namespacePath),
            new StateFile(() => StateFolder.RecordOf(namespacePath)),
            new StateFile(() => StateFolder.DocumentOf(namespacePath)),
            new StateFile(() => StateFolder.SuspensionsOf(namespacePath)))
        {
            Machine = new KernelMachine(namespacePath),
            Owners = new StateFile(() => StateFolder.OwnersOf(namespacePath)),
            Holds = new StateFile(() => StateFolder.HoldsOf(namespacePath)),
        };
    }

    /// <summary>What a simulated kernel stands in.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <returns>Its parts.</returns>
    public static SessionHost OfSimulated(SimulatedKernel kernel)
    {
        var network = new SimulatedNetwork { IsPrivileged = () => kernel.IsPrivileged };
        return new SessionHost(
            new SimulatedFiles(kernel, network),
            network,
            new SimulatedNftables { IsPrivileged = () => kernel.IsPrivileged },
            new SimulatedStateFile("record"),
            new SimulatedStateFile("document"),
            new SimulatedStateFile("suspensions"));
    }
}
