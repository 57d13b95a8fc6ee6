using System.Globalization;

namespace LvsPS.Netlink.Ipvs.Trace;

/// <summary>Collects the lines of a decoded message, each nest two columns further in.</summary>
internal sealed class TraceLines
{
    private const int BytesPerLine = 32;
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> All => _lines;

    public int Depth { get; set; }

    public void Add(string line) => _lines.Add(new string(' ', Depth * 2) + line);

    /// <summary>Says what is wrong, and prints all the bytes that it is about.</summary>
    public void Wrong(string what, ReadOnlySpan<byte> bytes)
    {
        Add($"{what}{(bytes.IsEmpty ? string.Empty : ":")}");
        Hex(bytes);
    }

    public void Hex(ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(BytesPerLine, bytes.Length)..])
        {
            _lines.Add(new string(' ', (Depth * 2) + 2) + HexOf(bytes[..Math.Min(BytesPerLine, bytes.Length)]));
        }
    }

    public static string HexOf(ReadOnlySpan<byte> bytes) => string.Join(
        ' ',
        bytes.ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
