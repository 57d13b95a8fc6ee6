namespace LvsPS;

/// <summary>The nftables of a session's namespace, by the JSON of <c>libnftables-json(5)</c>.</summary>
internal interface INftables
{
    /// <summary>Runs commands as one transaction: all of them, or none.</summary>
    /// <param name="commands">A document <c>{"nftables": [...]}</c>.</param>
    /// <returns>The answer, a document of the same form; empty where there is none.</returns>
    /// <exception cref="LvsException">NftablesNotAvailable, NotSupportedByKernel, PermissionDenied, FirewallChanging, KernelRejected.</exception>
    string Run(string commands);

    /// <summary>The whole ruleset in the language of nft, which has values of iptables' rules that the JSON has not.</summary>
    /// <returns>The text, as <c>nft list ruleset</c> prints it.</returns>
    string ListText();
}
