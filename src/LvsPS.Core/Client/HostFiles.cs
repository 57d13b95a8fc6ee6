using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>The kernel's own files. /proc/thread-self, not /proc/self: a thread may be in another namespace than its process.</summary>
internal sealed class HostFiles : IKernelFiles
{
    private const string Net = "/proc/thread-self/net/";
    private const string LoadedModules = "/proc/modules";
    private const string Sysctl = "/proc/sys/";
    private const string Vs = Sysctl + "net/ipv4/vs/";
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
        // With its line end: of an empty text alone, nothing would reach the kernel.
        File.WriteAllText(Vs + name, value + '\n');
        return true;
    });

    public string? ReadSysctl(string path) => Run(() => File.Exists(Sysctl + path) ? File.ReadAllText(Sysctl + path).TrimEnd('\n') : null);

    public void WriteSysctl(string path, string value) => Run(() =>
    {
        File.WriteAllText(Sysctl + path, value + '\n');
        return true;
    });

    public IReadOnlyCollection<string>? Modules()
    {
        // Modules are the machine's, whatever the namespace. Both files are missing where a kernel has no modules at all.
        var names = new HashSet<string>(StringComparer.Ordinal);
        string builtIn = $"/lib/modules/{Release()}/modules.builtin";
        if (!File.Exists(LoadedModules) && !File.Exists(builtIn))
        {
            return null;
        }

        if (File.Exists(LoadedModules))
        {
            names.UnionWith(File.ReadLines(LoadedModules).Select(line => line.Split(' ')[0]));
        }

        if (File.Exists(builtIn))
        {
            names.UnionWith(File.ReadLines(builtIn).Select(path => Path.GetFileNameWithoutExtension(path)));
        }

        return names;
    }

    private static string Release() => File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : string.Empty;

    private T Run<T>(Func<T> action) => _namespacePath is null ? action() : NetworkNamespace.Run(_namespacePath, action);
}
