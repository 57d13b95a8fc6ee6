using System.Globalization;
using System.Net;

namespace LvsPS;

/// <summary>The things of a session's host, found by the names that a record has for them.</summary>
internal static class HostCells
{
    /// <summary>The state of what is either there or not.</summary>
    public const string Present = "present";

    /// <summary>Finds a thing.</summary>
    /// <param name="session">Whose host.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The thing.</returns>
    /// <exception cref="LvsException">HostFileInvalid: no thing can have this name.</exception>
    public static IHostCell Of(LvsSession session, HostCellKind kind, string name)
    {
        try
        {
            return kind switch
            {
                HostCellKind.Setting => new SettingCell(session, name),
                HostCellKind.LinkState => new LinkStateCell(session, name),
                HostCellKind.Device => new DeviceCell(session, name),
                HostCellKind.GuePort => new GuePortCell(session, GuePortCell.Parse(name)),
                HostCellKind.Address => new AddressCell(session, AddressCell.Parse(name)),
                HostCellKind.Route => new RouteCell(session, RouteCell.Parse(name)),
                _ => throw new FormatException($"'{kind}' is nothing that is known."),
            };
        }
        catch (FormatException e)
        {
            throw new LvsException(
                LvsErrorId.HostFileInvalid,
                $"The file {session.Host.Record.Path} names '{name}', which is no {kind}.",
                session.Host.Record.Path,
                "Put back what it names by hand, and remove it.",
                e);
        }
    }

    /// <summary>Reads an address with its prefix.</summary>
    /// <param name="text">Such as 192.168.1.205/32.</param>
    /// <returns>The two.</returns>
    public static (IPAddress Address, int Prefix) ParsePrefix(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 ? (IPAddress.Parse(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture)) : throw new FormatException(text);
    }
}

/// <summary>A setting below /proc/sys, by its path such as <c>net/ipv4/conf/all/arp_ignore</c>.</summary>
internal sealed class SettingCell(LvsSession session, string path) : IHostCell
{
    public HostCellKind Kind => HostCellKind.Setting;

    public string Name => path;

    public string Title => Dotted;

    /// <summary>The name as <c>sysctl</c> shows it. An interface's name may have a point, for which sysctl writes a slash.</summary>
    private string Dotted => string.Join('.', path.Split('/').Select(part => part.Replace('.', '/')));

    public string? Read() => SettingGuard.Run(session, Dotted, Missing, () => session.Files.ReadSysctl(path));

    public void Write(string? state)
    {
        if (state is null)
        {
            // It was not there before, and goes with the device that it is of.
            return;
        }

        string? now = SettingGuard.Run(session, Dotted, Missing, () =>
        {
            session.Files.WriteSysctl(path, state);
            return session.Files.ReadSysctl(path);
        });
        if (now != state)
        {
            throw new LvsException(
                LvsErrorId.KernelRejected, $"The kernel did not take '{state}' for {Dotted}: it is '{now}' now.", Dotted, "Find out what else sets it.");
        }
    }

    public HostStep Step(string? from, string? to) => new(
        from is null ? $"Set {Dotted} to '{to}'" : $"Set {Dotted} from '{from}' to '{to ?? from}'",
        $"sysctl -w {Dotted}={to ?? from}");

    private LvsException Missing() => new(
        LvsErrorId.SettingNotFound,
        $"This kernel has no setting {Dotted}.",
        Dotted,
        path.StartsWith("net/ipv4/vs/", StringComparison.Ordinal)
            ? "Load IPVS with 'modprobe ip_vs'; conntrack needs a kernel that was built with IPVS for netfilter."
            : "Use a kernel that was built with it, and an interface that is there.");
}

/// <summary>Whether an interface is up.</summary>
internal sealed class LinkStateCell(LvsSession session, string name) : IHostCell
{
    /// <summary>The state of an interface that is up.</summary>
    public const string Up = "up";

    private const string Down = "down";

    public HostCellKind Kind => HostCellKind.LinkState;

    public string Name => name;

    public string Title => $"link {name}";

    public string? Read() => session.Host.Network.Links().FirstOrDefault(l => l.Name == name) is HostLink link ? link.IsUp ? Up : Down : null;

    public void Write(string? state)
    {
        if (state is not null)
        {
            session.Host.Network.SetLinkUp(name, state == Up);
        }
    }

    public HostStep Step(string? from, string? to) => new($"Bring {name} {to ?? Down}", $"ip link set {name} {to ?? Down}");
}
