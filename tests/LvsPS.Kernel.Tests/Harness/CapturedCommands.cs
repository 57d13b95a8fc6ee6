using LvsPS.Netlink.Wire;

namespace LvsPS.Kernel.Tests.Harness;

/// <summary>What ipvsadm sent and the kernel answered; tests/data/README.md says how it was captured.</summary>
internal static class CapturedCommands
{
    private static readonly List<(string Command, List<byte[]> Sent, List<byte[]> Received)> s_all = Load();

    /// <summary>The commands that change something and stand before the first listing, in order.</summary>
    public static IEnumerable<string> BeforeListing => s_all.Select(c => c.Command).TakeWhile(c => !c.StartsWith("ipvsadm -Ln", StringComparison.Ordinal));

    public static byte[] Sent(string command) => Find(command).Sent.Single();

    /// <summary>All messages of a listing but the ends of its dumps.</summary>
    public static List<byte[]> Received(string command)
    {
        List<byte[]> messages = [];
        foreach (byte[] datagram in Find(command).Received)
        {
            for (int start = 0; start < datagram.Length;)
            {
                NetlinkHeader header = NetlinkHeader.Read(datagram.AsSpan(start));
                if (header.Type != NetlinkConstants.MessageDone)
                {
                    messages.Add(datagram[start..(start + (int)header.Length)]);
                }

                start += NetlinkConstants.Align((int)header.Length);
            }
        }

        return messages;
    }

    private static (string Command, List<byte[]> Sent, List<byte[]> Received) Find(string command) => s_all.Single(c => c.Command == command);

    private static List<(string, List<byte[]>, List<byte[]>)> Load()
    {
        List<(string, List<byte[]> Sent, List<byte[]> Received)> all = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "ipvsadm", "linux-6.12.txt")))
        {
            switch (line)
            {
                case ['=', '=', ' ', .. string command]:
                    all.Add((command, [], []));
                    break;
                case ['>', ' ', .. string hex]:
                    all[^1].Sent.Add(Convert.FromHexString(hex));
                    break;
                case ['<', ' ', .. string hex]:
                    all[^1].Received.Add(Convert.FromHexString(hex));
                    break;
            }
        }

        return all;
    }
}
