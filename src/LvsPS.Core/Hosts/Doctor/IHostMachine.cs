namespace LvsPS;

/// <summary>What a session's host shows that is neither of the network nor a file of the kernel's network.</summary>
internal interface IHostMachine
{
    /// <summary>Finds programs of the session's network namespace.</summary>
    /// <param name="names">Their names; that of the first argument's file counts too, so that scripts are found.</param>
    /// <returns>The programs; those that may not be looked at are left out.</returns>
    IReadOnlyList<HostProcess> Processes(IReadOnlyCollection<string> names);

    /// <summary>Whether an interface joins packets that it receives (LRO).</summary>
    /// <param name="link">The interface.</param>
    /// <returns>False also where it does not tell.</returns>
    bool JoinsPackets(string link);

    /// <summary>Reads a text file of the machine.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The text; null where it cannot be read.</returns>
    string? ReadText(string path);
}
