using LvsPS.Nftables;

namespace LvsPS;

/// <summary>What the firewall's refusals mean to a user.</summary>
internal static class NftablesErrors
{
    private const string Target = "nftables";

    /// <summary>The error of a refusal.</summary>
    /// <param name="failure">Its kind.</param>
    /// <param name="words">What libnftables said.</param>
    /// <param name="inner">What caused it.</param>
    /// <returns>The error.</returns>
    public static LvsException For(NftablesFailure failure, string words, Exception? inner = null) => failure switch
    {
        NftablesFailure.NoLibrary => new LvsException(
            LvsErrorId.NftablesNotAvailable,
            "Firewall marks and full NAT are made by nftables, and its library libnftables.so.1 is not on this machine.",
            Target,
            "Install it: apt install libnftables1 (Debian, Ubuntu), dnf install nftables (Fedora, RHEL).",
            inner),
        NftablesFailure.NotPermitted => new LvsException(
            LvsErrorId.PermissionDenied,
            "The firewall cannot be read or changed: permission denied.",
            Target,
            "Run as root: it needs CAP_NET_ADMIN in the network namespace.",
            inner),
        NftablesFailure.NoSocket or NftablesFailure.NotSupported => new LvsException(
            LvsErrorId.NotSupportedByKernel,
            $"This kernel cannot do it with nftables: {words}.",
            Target,
            "It needs nf_tables with the family inet (CONFIG_NF_TABLES_INET) and, for full NAT, CONFIG_NFT_NAT and CONFIG_NFT_MASQ; 'modprobe nf_tables' loads it where it is a module.",
            inner),
        NftablesFailure.NotFound => new LvsException(
            LvsErrorId.FirewallChanging,
            $"Another program changed the table inet lvsps at the same time: {words}. Nothing was done.",
            Target,
            "Find out what changes it, or try again.",
            inner),
        _ => new LvsException(
            LvsErrorId.KernelRejected,
            $"nftables refused it: {words}.",
            Target,
            "'nft list table inet lvsps' shows what is there.",
            inner),
    };
}
