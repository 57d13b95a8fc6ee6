using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>Where that is kept which the kernel does not keep.</summary>
internal static class StateFolder
{
    /// <summary>For what ends with the boot: /run/lvsps, or what LVSPS_STATE_DIR names.</summary>
    public static string OfBoot => Named("LVSPS_STATE_DIR", "/run/lvsps");

    /// <summary>For what outlives a boot: /var/lib/lvsps, or what LVSPS_PERSIST_DIR names.</summary>
    public static string Lasting => Named("LVSPS_PERSIST_DIR", "/var/lib/lvsps");

    /// <summary>The record of a namespace: what was there before it was changed.</summary>
    /// <param name="namespacePath">The namespace; null for the process's own.</param>
    /// <returns>A file keyed by the namespace's inode and the boot.</returns>
    public static string RecordOf(string? namespacePath) => Path.Combine(OfBoot, $"{KeyOf(namespacePath)}.host.json");

    /// <summary>Which real servers of a namespace are suspended.</summary>
    /// <param name="namespacePath">The namespace; null for the process's own.</param>
    /// <returns>A file keyed by the namespace's inode and the boot, so that a reboot ends them.</returns>
    public static string SuspensionsOf(string? namespacePath) => Path.Combine(OfBoot, $"{KeyOf(namespacePath)}.suspensions.json");

    /// <summary>What documents of the wanted state manage in a namespace.</summary>
    /// <param name="namespacePath">The namespace; null for the process's own.</param>
    /// <returns>A file keyed by the namespace's inode and the boot, since what they made ends with it.</returns>
    public static string OwnersOf(string? namespacePath) => Path.Combine(OfBoot, $"{KeyOf(namespacePath)}.owners.json");

    /// <summary>What running health monitors hold in a namespace.</summary>
    /// <param name="namespacePath">The namespace; null for the process's own.</param>
    /// <returns>A file keyed by the namespace's inode and the boot, since no process outlives it.</returns>
    public static string HoldsOf(string? namespacePath) => Path.Combine(OfBoot, $"{KeyOf(namespacePath)}.holds.json");

    /// <summary>The document of a namespace: what is put back after a reboot.</summary>
    /// <param name="namespacePath">The namespace; null for the process's own.</param>
    /// <returns>
    /// A file. That of a namespace with a name bears it, also where the process itself is in there by <c>ip netns exec</c>; of others it bears the
    /// whole path, since all of /proc end alike.
    /// </returns>
    public static string DocumentOf(string? namespacePath) => Path.Combine(
        Lasting, (namespacePath is null ? NetworkNamespace.NameOfThread() : NameOf(namespacePath)) is string name ? $"netns-{name}.json" : "host.json");

    private static string NameOf(string namespacePath) =>
        Path.GetDirectoryName(namespacePath) is "/run/netns" or "/var/run/netns" ? Path.GetFileName(namespacePath) : Uri.EscapeDataString(namespacePath);

    private static string KeyOf(string? namespacePath) =>
        namespacePath is null ? TableLock.KeyOfThread() : NetworkNamespace.Run(namespacePath, TableLock.KeyOfThread);

    private static string Named(string variable, string folder) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } other ? other : folder;
}
