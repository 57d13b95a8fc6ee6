namespace LvsPS;

/// <summary>
/// The files in which the kernel shows what netlink does not, /proc/net and /proc/sys/net, as they are in a session's network
/// namespace. Failures are those of files (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>).
/// </summary>
internal interface IKernelFiles
{
    /// <summary>Opens a file of <c>/proc/net</c>; what is read from it stays that namespace's, on whatever thread.</summary>
    /// <param name="name">Its name, such as <c>ip_vs_conn</c>.</param>
    /// <returns>The file.</returns>
    Stream OpenNet(string name);

    /// <summary>The names of the settings in <c>/proc/sys/net/ipv4/vs</c>.</summary>
    /// <returns>The names; none where the kernel has no IPVS.</returns>
    IReadOnlyList<string> Settings();

    /// <summary>Reads a setting.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its value, without the line end.</returns>
    string ReadSetting(string name);

    /// <summary>Writes a setting.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    void WriteSetting(string name, string value);

    /// <summary>Reads any setting of the network.</summary>
    /// <param name="path">Its path below /proc/sys, such as <c>net/ipv4/conf/all/rp_filter</c>.</param>
    /// <returns>Its value, without the line end; null where this kernel has no such setting.</returns>
    string? ReadSysctl(string path);

    /// <summary>Writes any setting of the network.</summary>
    /// <param name="path">Its path below /proc/sys.</param>
    /// <param name="value">Its value.</param>
    void WriteSysctl(string path, string value);

    /// <summary>The kernel's modules that are loaded or built in.</summary>
    /// <returns>Their names; null where the kernel does not tell.</returns>
    IReadOnlyCollection<string>? Modules();
}
