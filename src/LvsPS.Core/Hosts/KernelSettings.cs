using System.Globalization;

namespace LvsPS;

/// <summary>Reads and writes the settings of a session's network namespace.</summary>
internal sealed class KernelSettings
{
    private readonly LvsSession _session;

    public KernelSettings(LvsSession session) => _session = session;

    /// <summary>The names of all settings that the running kernel has.</summary>
    /// <exception cref="LvsException">The kernel has no IPVS.</exception>
    public IReadOnlyList<string> Names()
    {
        IReadOnlyList<string> names = Guard("net.ipv4.vs", () => _session.Files.Settings());
        return names.Count > 0
            ? names
            : throw new LvsException(
                LvsErrorId.IpvsNotAvailable,
                "There are no IPVS settings: the kernel has no IP Virtual Server.",
                "net.ipv4.vs",
                "Load it with 'modprobe ip_vs', or use New-LvsSession -Simulated to work without a kernel.");
    }

    /// <summary>The full names of the settings that the kernel has, of IPVS if it has that, and of the network around it.</summary>
    /// <returns>Names such as <c>net.ipv4.vs.conntrack</c> and <c>net.ipv4.conf.eth0.rp_filter</c>.</returns>
    public IEnumerable<string> FullNames() => Guard("net.ipv4.vs", () => _session.Files.Settings()).Select(n => $"net.ipv4.vs.{n}").Concat(NetworkNames());

    private IEnumerable<string> NetworkNames() => NetworkSetting.All(_session.Host.Network.Links().Select(l => l.Name)).Select(s => s.Name);

    /// <summary>One setting.</summary>
    /// <param name="name">Its name, with or without the path that sysctl gives it; of the network's settings with it.</param>
    /// <exception cref="LvsException">The kernel has no such setting.</exception>
    public LvsKernelSetting Read(string name)
    {
        NetworkSetting? ofNetwork = NetworkSetting.Parse(name);
        string known = ofNetwork?.Name ?? NameOf(name);
        KernelSettingInfo? info = InfoOf(known);
        return new LvsKernelSetting
        {
            Name = known,
            Value = Guard(known, () => ofNetwork is null ? _session.Files.ReadSetting(known) : _session.Files.ReadSysctl(ofNetwork.Path) ?? throw NotFound(known))
                .Replace('\t', ' '),
            Default = info?.Default,
            Kind = info?.Kind,
            Range = info is null or { Kind: LvsSettingKind.ProcessorList }
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{info.Minimum}..{info.Maximum}"),
            Description = info?.Description,
            Origin = new ReadFrom(_session),
        };
    }

    /// <summary>Writes a setting, reads it back, and gives it as it is then.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, as <see cref="Check"/> gave it.</param>
    /// <exception cref="LvsException">The kernel refused it or took another.</exception>
    public LvsKernelSetting Write(string name, string value)
    {
        Guard(name, () =>
        {
            if (NetworkSetting.Parse(name) is NetworkSetting ofNetwork)
            {
                _session.Files.WriteSysctl(ofNetwork.Path, value);
            }
            else
            {
                _session.Files.WriteSetting(name, value);
            }

            return true;
        });
        LvsKernelSetting now = Read(name);
        return IsTaken(now.Name, now.Value, value)
            ? now
            : throw new LvsException(
                LvsErrorId.KernelRejected, $"The kernel did not take '{value}' for {name}: it is '{now.Value}' now.", name, "Give a value that this machine can have.");
    }

    /// <summary>Refuses a value that the setting cannot have, before anything is written.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="value">The value as it was given.</param>
    /// <returns>The value as the kernel writes it: it would take 010 as 8.</returns>
    /// <exception cref="LvsInputException">It cannot have it.</exception>
    public static string Check(string name, string value)
    {
        if (InfoOf(name) is not { Kind: not LvsSettingKind.ProcessorList } known)
        {
            return value;
        }

        string[] words = value.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        int wanted = known.Kind == LvsSettingKind.Pair ? 2 : 1;
        var numbers = new List<long>();
        foreach (string word in words)
        {
            if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                && number >= known.Minimum && number <= known.Maximum)
            {
                numbers.Add(number);
            }
        }

        // proc_do_sync_threshold() and proc_do_sync_ports() of ip_vs_ctl.c have rules of their own.
        bool fits = numbers.Count == words.Length && words.Length == wanted
            && (known.Name != "sync_threshold" || numbers[0] < numbers[1] || numbers[1] == 0)
            && (known.Name != "sync_ports" || System.Numerics.BitOperations.IsPow2(numbers[0]));
        return fits ? string.Join(' ', numbers) : throw new LvsInputException(
            LvsErrorId.InvalidSetting,
            $"'{value}' is no value of {name}.",
            name,
            wanted == 2
                ? "Write two numbers, the first below the second, such as '3 50'."
                : $"Write {(known.Name == "sync_ports" ? "a power of two" : "a number")} from {known.Minimum} to {known.Maximum}.");
    }

    /// <summary>What a setting does.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>A sentence; null for one that is not known.</returns>
    public static string? DescriptionOf(string name) => InfoOf(name)?.Description;

    /// <summary>The kernel turns modes 1 and 2 into each other by its free memory, and writes processors in its own way.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="now">The value that it has.</param>
    /// <param name="value">The value that was written.</param>
    /// <returns>Whether the one is what the kernel makes of the other.</returns>
    internal static bool IsTaken(string name, string now, string value) => name switch
    {
        "drop_entry" or "drop_packet" or "secure_tcp" => now == value || (now is "1" or "2" && value is "1" or "2"),
        "est_cpulist" => now.Length > 0 == value.Trim().Length > 0,
        _ => now == value,
    };

    private static KernelSettingInfo? InfoOf(string name) => NetworkSetting.Parse(name)?.Info ?? KernelSettingInfo.Known.FirstOrDefault(k => k.Name == name);

    /// <summary>The name alone, where it was given as sysctl writes it; nothing that leads out of the folder.</summary>
    private string NameOf(string name)
    {
        string bare = name.Replace('/', '.');
        bare = bare.StartsWith("net.ipv4.vs.", StringComparison.Ordinal) ? bare["net.ipv4.vs.".Length..] : bare;
        return bare.Length > 0 && bare.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? bare : throw NotFound(name);
    }

    private LvsException NotFound(string name)
    {
        if (NetworkSetting.IsMeant(name))
        {
            string? link = NetworkSetting.Parse(name)?.Interface;
            return new LvsException(
                LvsErrorId.SettingNotFound,
                $"This kernel has no setting {name}{(link is null ? ", or it is none of those that LvsPS knows" : $": there is no interface {link}, or it has none")}.",
                name,
                $"Outside of net.ipv4.vs there are {NetworkSetting.Forms}.");
        }

        string? nearest = Names().Concat(KernelSettingInfo.Known.Select(k => k.Name)).Distinct()
            .Select(known => (Name: known, Distance: NearWord.Distance(known, name)))
            .Where(known => known.Distance <= 3)
            .OrderBy(known => known.Distance)
            .FirstOrDefault().Name;
        string remedy = name.StartsWith("timeout_", StringComparison.Ordinal)
            ? "Kernels of today have no time-outs among their settings: use Set-LvsTimeout."
            : nearest == name ? "Another kernel, or one that was built with other options, has it; Get-LvsKernelSetting lists those of this one."
            : nearest is not null ? $"Is it {nearest}? Get-LvsKernelSetting lists those that it has."
            : "Get-LvsKernelSetting lists those that it has.";
        return new LvsException(LvsErrorId.SettingNotFound, $"This kernel has no setting net.ipv4.vs.{name}.", name, remedy);
    }

    private T Guard<T>(string name, Func<T> action) => SettingGuard.Run(_session, name, () => NotFound(name), action);
}
