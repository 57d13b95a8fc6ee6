using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>The kernel's own files. /proc/thread-self, not /proc/self: a thread may be in another namespace than its process.</summary>
internal sealed class HostFiles : IKernelFiles
{
    private const string Net = "/proc/thread-self/net/";
    private const string Vs = "/proc/sys/net/ipv4/vs/";
    private readonly string? _namespacePath;

    /// <summary>Takes a namespace.</summary>
    /// <param name="namespacePath">Its path; null for the one that the process is in.</param>
    public HostFiles(string? namespacePath) => _namespacePath = namespacePath;

    public Stream OpenNet(string name) => Run(() => new FileStream(Net + name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0));

    public IReadOnlyList<string> Settings() => Run(() =>
        Directory.Exists(Vs) ? Directory.EnumerateFiles(Vs).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToArray() : []);

    public string ReadSetting(string name) => Run(() => File.ReadAllText(Vs + name).TrimEnd('\n'));

    public void WriteSetting(string name, string value) => Run(() =>
    {
        File.WriteAllText(Vs + name, value);
        return true;
    });

    private T Run<T>(Func<T> action) => _namespacePath is null ? action() : NetworkNamespace.Run(_namespacePath, action);
}
