using System.Globalization;
using LvsPS.Netlink.Transport;

namespace LvsPS;

/// <summary>This machine, as it is in a namespace.</summary>
/// <param name="namespacePath">The namespace; null for the process's own.</param>
internal sealed class KernelMachine(string? namespacePath) : IHostMachine
{
    private const string Proc = "/proc";

    public IReadOnlyList<HostProcess> Processes(IReadOnlyCollection<string> names)
    {
        string? own = Try(() => Run(() => new FileInfo($"{Proc}/thread-self/ns/net").LinkTarget));
        return
        [
            .. from folder in Directory.EnumerateDirectories(Proc)
               let id = Path.GetFileName(folder)
               where id.All(char.IsAsciiDigit)
               let found = Look(folder, int.Parse(id, CultureInfo.InvariantCulture), names)
               where found is not null && own == Try(() => new FileInfo($"{folder}/ns/net").LinkTarget)
               orderby found.Id
               select found,
        ];
    }

    public bool JoinsPackets(string link) => Try(() => Run(() => EthtoolFlags.Read(link))) is uint flags && (flags & EthtoolFlags.LargeReceiveOffload) != 0;

    public string? ReadText(string path) => Try(() => File.ReadAllText(path));

    private static HostProcess? Look(string folder, int id, IReadOnlyCollection<string> names)
    {
        string[] arguments = Try(() => File.ReadAllText($"{folder}/cmdline"))?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (arguments.Length == 0)
        {
            // A thread of the kernel, or one that has ended.
            return null;
        }

        // A script's name stands behind its interpreter's, and that one's options.
        string? name = Try(() => File.ReadAllText($"{folder}/comm"))?.Trim();
        name = names.Contains(name) ? name
            : arguments.Take(3).Select(a => Path.GetFileName(a)).FirstOrDefault(names.Contains);
        return name is null ? null : new HostProcess(id, name) { Arguments = arguments, Unit = UnitOf(Try(() => File.ReadAllText($"{folder}/cgroup"))) };
    }

    /// <summary>0::/system.slice/keepalived.service, or with another name in between where there are cgroups of version 1.</summary>
    private static string? UnitOf(string? groups) => groups?.Split('\n')
        .Select(line => line.Split('/')[^1])
        .FirstOrDefault(name => name.EndsWith(".service", StringComparison.Ordinal));

    private static T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NetlinkTransportException)
        {
            // It has ended, or is somebody else's.
            return default;
        }
    }

    private T Run<T>(Func<T> action) => namespacePath is null ? action() : NetworkNamespace.Run(namespacePath, action);
}
