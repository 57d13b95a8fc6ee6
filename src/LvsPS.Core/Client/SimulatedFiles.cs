using System.Text;
using LvsPS.Simulator;

namespace LvsPS;

/// <summary>The files of a simulated kernel: settings as a kernel has them after loading ip_vs, and whatever text a test puts there.</summary>
internal sealed class SimulatedFiles : IKernelFiles
{
    private readonly object _gate = new();
    private readonly SimulatedKernel _kernel;
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);

    public SimulatedFiles(SimulatedKernel kernel)
    {
        _kernel = kernel;
        foreach (KernelSettingInfo setting in KernelSettingInfo.Known.Where(s => s.Default is not null))
        {
            _settings[setting.Name] = setting.Default!;
        }
    }

    /// <summary>The files of /proc/net by name; without a text of its own, dev lists the interfaces and ip_vs the table.</summary>
    public Dictionary<string, string> Net { get; } = new(StringComparer.Ordinal);

    public Stream OpenNet(string name)
    {
        lock (_gate)
        {
            string? text = Net.TryGetValue(name, out string? put) ? put
                : name == "dev" ? $"Inter-|   Receive\n face |bytes\n{string.Concat(_kernel.Interfaces.Keys.Select(i => $"{i,6}: 0\n"))}"
                : name == "ip_vs" && _kernel.HasIpvs ? _kernel.ProcNetIpvs()
                : null;
            return text is not null
                ? new MemoryStream(Encoding.ASCII.GetBytes(text), writable: false)
                : throw new FileNotFoundException($"The simulated kernel has no /proc/net/{name}.", name);
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

    /// <summary>One whose schedulers are all built in, as the lab's own is.</summary>
    public IReadOnlyCollection<string>? Modules() => [.. LvsScheduler.Known.Select(s => $"ip_vs_{s.Name}")];

    private static FileNotFoundException Missing(string name) => new($"There is no setting {name}.", name);
}
