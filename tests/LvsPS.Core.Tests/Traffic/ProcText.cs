using System.Net;
using System.Text;

namespace LvsPS.Core.Tests.Traffic;

/// <summary>The kernel's files as they were captured, and readers over texts.</summary>
internal static class ProcText
{
    /// <summary>The kernels that they were captured from.</summary>
    public static Xunit.TheoryData<string> Kernels => ["linux-6.12.117", "linux-6.1.176"];

    /// <summary>A part of a capture.</summary>
    public static string Part(string kernel, string name)
    {
        string all = File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "data", "proc", kernel + ".txt"));
        string part = all.Split($"== {name}\n")[1];
        int end = part.IndexOf("== ", StringComparison.Ordinal);
        return end < 0 ? part : part[..end];
    }

    /// <summary>A session whose kernel shows these files.</summary>
    public static LvsSession Session(params (string Name, string Text)[] files)
    {
        LvsSession session = LvsSessionFactory.Simulated(1, "test", null).Session;
        foreach ((string name, string text) in files)
        {
            ((SimulatedFiles)session.Files).Net[name] = SimulatedFiles.Text(text);
        }

        return session;
    }

    /// <summary>The connections of a text.</summary>
    public static List<LvsConnection> Connections(string text, ConnectionFilter? filter = null, bool withOrigin = false)
    {
        using LvsSession session = Session((withOrigin ? "ip_vs_conn_sync" : "ip_vs_conn", text));
        return [.. ConnectionTable.Read(session, withOrigin, filter ?? new ConnectionFilter())];
    }

    /// <summary>Blocks of addresses.</summary>
    public static AddressBlock[] Blocks(params string[] texts) => [.. texts.Select(t => new AddressBlock(IPNetwork.Parse(t)))];

    /// <summary>The bytes of a text, a few at a time, as slow files give them.</summary>
    public static Stream Trickle(string text, int step) => new TrickleStream(Encoding.ASCII.GetBytes(text), step);

    private sealed class TrickleStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(step, buffer.Length)]);
    }
}
