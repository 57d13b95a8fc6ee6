namespace LvsPS.Netlink.Tests.Support;

/// <summary>What a real kernel answered; tests/data/netlink/capture.sh says how it was captured.</summary>
internal static class Captured
{
    /// <summary>The port of the capturing socket.</summary>
    public const uint Port = 4321;

    /// <summary>The number that the IPVS family had in that kernel.</summary>
    public const ushort Family = 23;

    /// <summary>NLMSG_HDRLEN and GENL_HDRLEN.</summary>
    public const int AttributesStart = 20;

    private static readonly Dictionary<string, List<string>> s_sections = Load();

    public static IEnumerable<string> Names => s_sections.Keys;

    public static byte[] Request(string name) => Convert.FromHexString(s_sections[name].Single(l => l[0] == '>')[2..]);

    public static byte[][] Replies(string name) => [.. s_sections[name].Where(l => l[0] == '<').Select(l => Convert.FromHexString(l[2..]))];

    /// <summary>All messages of all replies, one array each.</summary>
    public static List<byte[]> Messages(string name)
    {
        var messages = new List<byte[]>();
        foreach (byte[] reply in Replies(name))
        {
            for (int start = 0; start < reply.Length;)
            {
                int length = BitConverter.ToInt32(reply, start);
                messages.Add(reply[start..(start + length)]);
                start += (length + 3) & ~3;
            }
        }

        return messages;
    }

    private static Dictionary<string, List<string>> Load()
    {
        var sections = new Dictionary<string, List<string>>();
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "netlink", "linux-6.12.txt")))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                sections[line[3..]] = [];
            }
            else if (line.StartsWith('<') || line.StartsWith('>'))
            {
                sections.Last().Value.Add(line);
            }
        }

        return sections;
    }
}
