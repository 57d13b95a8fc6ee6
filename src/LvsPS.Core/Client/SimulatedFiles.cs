using System.Text;
using LvsPS.Simulator;

namespace LvsPS;

/// <summary>The files of a simulated kernel: settings as a kernel has them after loading ip_vs, and whatever text a test puts there.</summary>
internal sealed class SimulatedFiles : IKernelFiles
{
    private const string NoConnections = "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n";
    private const string NoSyncConnections = "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n";

    private readonly object _gate = new();
    private readonly SimulatedKernel _kernel;
    private readonly SimulatedNetwork _network;
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);

    // As a kernel has them that passes packets on, which a director does.
    private readonly Dictionary<string, string> _sysctls = new(StringComparer.Ordinal)
    {
        ["net/ipv4/ip_forward"] = "1",
        ["net/ipv6/conf/all/forwarding"] = "1",
    };

    public SimulatedFiles(SimulatedKernel kernel, SimulatedNetwork network)
    {
        _kernel = kernel;
        _network = network;
        foreach (KernelSettingInfo setting in KernelSettingInfo.Known.Where(s => s.Default is not null))
        {
            _settings[setting.Name] = setting.Default!;
        }
    }

    /// <summary>
    /// The files of /proc/net by name, for tests to set; without one of these, they are what the simulated kernel shows. It forwards
    /// nothing, so that its connection table is empty.
    /// </summary>
    public Dictionary<string, Func<Stream>> Net { get; } = new(StringComparer.Ordinal);

    /// <summary>A file that always holds the same text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What opens it.</returns>
    public static Func<Stream> Text(string text) => () => new MemoryStream(Encoding.ASCII.GetBytes(text), writable: false);

    public Stream OpenNet(string name)
    {
        lock (_gate)
        {
            return name.StartsWith("ip_vs", StringComparison.Ordinal) && !_kernel.HasIpvs ? throw MissingNet(name)
                : Net.TryGetValue(name, out Func<Stream>? open) ? open()
                : new MadeFile(name switch
                {
                    "dev" => Interfaces,
                    "ip_vs" => _kernel.ProcNetIpvs,
                    "ip_vs_stats" => () => _kernel.ProcNetIpvsStats(perProcessor: false),
                    "ip_vs_stats_percpu" => () => _kernel.ProcNetIpvsStats(perProcessor: true),
                    "ip_vs_conn" => () => NoConnections,
                    "ip_vs_conn_sync" => () => NoSyncConnections,
                    _ => throw MissingNet(name),
                });
        }
    }

    public IReadOnlyList<string> Settings()
    {
        lock (_gate)
        {
            return _kernel.HasIpvs ? [.. _settings.Keys] : [];
        }
    }

    public string ReadSetting(string name)
    {
        lock (_gate)
        {
            return _kernel.HasIpvs && _settings.TryGetValue(name, out string? value) ? value : throw Missing(name);
        }
    }

    public void WriteSetting(string name, string value)
    {
        lock (_gate)
        {
            _settings[name] = !_kernel.HasIpvs || !_settings.ContainsKey(name) ? throw Missing(name)
                : !_kernel.IsPrivileged ? throw new UnauthorizedAccessException($"Access to the setting {name} is denied.")
                : value;
        }
    }

    public string? ReadSysctl(string path)
    {
        lock (_gate)
        {
            return path.StartsWith("net/ipv4/vs/", StringComparison.Ordinal)
                ? _kernel.HasIpvs ? _settings.GetValueOrDefault(path["net/ipv4/vs/".Length..]) : null
                : path.Contains("/conf/", StringComparison.Ordinal) && !IsOfInterface(path) ? null
                : _sysctls.TryGetValue(path, out string? value) ? value
                : !IsOfInterface(path) ? null
                : IsForwarding(path) ? _sysctls["net/ipv4/ip_forward"]
                : "0";
        }
    }

    public void WriteSysctl(string path, string value)
    {
        lock (_gate)
        {
            if (path.StartsWith("net/ipv4/vs/", StringComparison.Ordinal))
            {
                WriteSetting(path["net/ipv4/vs/".Length..], value);
                return;
            }

            _sysctls[path] = ReadSysctl(path) is null ? throw Missing(path)
                : !_kernel.IsPrivileged ? throw new UnauthorizedAccessException($"Access to the setting {path} is denied.")
                : value;
            if (path is "net/ipv4/ip_forward" or "net/ipv4/conf/all/forwarding")
            {
                // One setting under two names, and it sets that of all interfaces (inet_forward_change() of devinet.c).
                foreach (string own in _sysctls.Keys.Where(IsForwarding).ToArray())
                {
                    _ = _sysctls.Remove(own);
                }

                _sysctls["net/ipv4/ip_forward"] = value;
            }
        }
    }

    /// <summary>One whose schedulers are all built in, as the lab's own is.</summary>
    public IReadOnlyCollection<string>? Modules() => [.. LvsScheduler.Known.Select(s => $"ip_vs_{s.Name}")];

    private static FileNotFoundException Missing(string name) => new($"There is no setting {name}.", name);

    /// <summary>net/ipv4/conf/NAME/SETTING, where NAME is all, default or an interface.</summary>
    private bool IsOfInterface(string path) =>
        path.Split('/') is ["net", "ipv4" or "ipv6", "conf", string name, _]
        && (name is "all" or "default" || _network.Links().Any(l => l.Name == name));

    private static bool IsForwarding(string path) => path.Split('/') is ["net", "ipv4", "conf", _, "forwarding"];

    private static FileNotFoundException MissingNet(string name) => new($"The simulated kernel has no /proc/net/{name}.", name);

    private string Interfaces() =>
        $"Inter-|   Receive\n face |bytes\n{string.Concat(_kernel.Interfaces.Keys.Select(i => $"{i,6}: 0\n"))}";

    /// <summary>A file that is made anew whenever it is read from its beginning, as the kernel's are.</summary>
    private sealed class MadeFile(Func<string> make) : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            Make();
            return base.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Make();
            return base.Read(buffer, offset, count);
        }

        private void Make()
        {
            if (Position == 0)
            {
                SetLength(0);
                Write(Encoding.ASCII.GetBytes(make()));
                Position = 0;
            }
        }
    }
}
