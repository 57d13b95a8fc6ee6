using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LvsPS;

/// <summary>Finds names as the system does: hosts by its resolver, ports in /etc/services.</summary>
public sealed class SystemNameResolver : INameResolver
{
    private const string ServicesFile = "/etc/services";

    private readonly Lazy<Dictionary<(string Name, string Protocol), int>> _ports = new(ReadPorts);

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress> ResolveHost(string name)
    {
        try
        {
            return Dns.GetHostAddresses(name);
        }
        catch (SocketException)
        {
            return [];
        }
        catch (ArgumentException)
        {
            // Longer than a name can be.
            return [];
        }
    }

    /// <inheritdoc/>
    public int? ResolvePort(string name, LvsProtocol protocol)
    {
        string? word = protocol switch
        {
            LvsProtocol.Tcp => "tcp",
            LvsProtocol.Udp => "udp",
            LvsProtocol.Sctp => "sctp",
            _ => null,
        };
        return word is not null && _ports.Value.TryGetValue((name, word), out int port) ? port : null;
    }

    /// <summary>Reads lines such as <c>http 80/tcp www # WorldWideWeb HTTP</c> (services(5)); the first line of a name counts.</summary>
    private static Dictionary<(string Name, string Protocol), int> ReadPorts()
    {
        var ports = new Dictionary<(string, string), int>();
        try
        {
            foreach (string line in File.ReadLines(ServicesFile))
            {
                string[] words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
                string[] place = words.Length < 2 ? [] : words[1].Split('/');
                if (place.Length == 2 && ushort.TryParse(place[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
                {
                    foreach (string name in words.Where((_, i) => i != 1))
                    {
                        ports.TryAdd((name, place[1]), port);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the file no name is known, and each is reported where it is used.
        }

        return ports;
    }
}
