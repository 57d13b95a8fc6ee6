namespace LvsPS;

/// <summary>The nftables of a namespace of this machine, by libnftables.</summary>
internal sealed class KernelNftables(string? namespacePath) : INftables
{
    public string Run(string commands) => throw new NotSupportedException(namespacePath);
}
