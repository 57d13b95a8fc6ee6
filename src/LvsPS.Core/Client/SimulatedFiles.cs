using System.Text;

namespace LvsPS;

/// <summary>The files of a simulated kernel: settings as a kernel has them after loading ip_vs, and whatever text a test puts there.</summary>
internal sealed class SimulatedFiles : IKernelFiles
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);

    public SimulatedFiles()
    {
        foreach (KernelSettingInfo setting in KernelSettingInfo.Known.Where(s => s.Default is not null))
        {
            _settings[setting.Name] = setting.Default!;
        }
    }

    /// <summary>The files of /proc/net by name.</summary>
    public Dictionary<string, string> Net { get; } = new(StringComparer.Ordinal);

    public Stream OpenNet(string name)
    {
        lock (_gate)
        {
            return Net.TryGetValue(name, out string? text)
                ? new MemoryStream(Encoding.ASCII.GetBytes(text), writable: false)
                : throw new FileNotFoundException($"The simulated kernel has no /proc/net/{name}.", name);
        }
    }

    public IReadOnlyList<string> Settings()
    {
        lock (_gate)
        {
            return [.. _settings.Keys];
        }
    }

    public string ReadSetting(string name)
    {
        lock (_gate)
        {
            return _settings.TryGetValue(name, out string? value) ? value : throw new FileNotFoundException($"There is no setting {name}.", name);
        }
    }

    public void WriteSetting(string name, string value)
    {
        lock (_gate)
        {
            _settings[name] = _settings.ContainsKey(name) ? value : throw new FileNotFoundException($"There is no setting {name}.", name);
        }
    }
}
