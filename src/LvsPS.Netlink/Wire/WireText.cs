using System.Text;

namespace LvsPS.Netlink.Wire;

/// <summary>The few names that tables repeat thousands of times, so that reading them makes no new strings.</summary>
internal static class WireText
{
    private static readonly string[] s_known =
    [
        "rr", "wrr", "lc", "wlc", "sh", "mh", "dh", "sed", "nq", "fo", "ovf", "lblc", "lblcr", "twos", "none", "sip",
    ];

    private static readonly byte[][] s_bytes = Array.ConvertAll(s_known, Encoding.ASCII.GetBytes);

    /// <summary>Finds a known name.</summary>
    /// <param name="text">Its bytes.</param>
    /// <returns>The one string of it, or null.</returns>
    public static string? Known(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < s_bytes.Length; i++)
        {
            if (text.SequenceEqual(s_bytes[i]))
            {
                return s_known[i];
            }
        }

        return null;
    }
}
