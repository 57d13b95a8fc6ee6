using System.Globalization;

namespace LvsPS.Kernel.Tests.Proof;

/// <summary>The lines of a table, service by service, since ipvsadm has no order for large addresses (it subtracts them).</summary>
public static class IpvsadmLines
{
    /// <summary>The lines of each service with those of its servers below, in an order of its own.</summary>
    public static IEnumerable<string> ByService(IEnumerable<string> lines)
    {
        var blocks = new List<List<string>>();
        foreach (string line in lines)
        {
            if (line.StartsWith("-A", StringComparison.Ordinal))
            {
                blocks.Add([]);
            }

            blocks[^1].Add(line);
        }

        return blocks.Select(b => string.Join('\n', b.Take(1).Concat(b.Skip(1).Order(StringComparer.Ordinal)))).Order(StringComparer.Ordinal);
    }

    /// <summary>
    /// What ipvsadm 1.31 prints for a line of ours: the same, but for its two faults. Marks from 2^31 on come out negative, and flag-3
    /// of sh and mh is left out, even where that leaves -b without a value.
    /// </summary>
    public static string WithItsFaults(string line)
    {
        string[] words = line.Split(' ');
        if (words[1] == "-f" && uint.Parse(words[2], CultureInfo.InvariantCulture) is uint mark)
        {
            words[2] = unchecked((int)mark).ToString(CultureInfo.InvariantCulture);
        }

        int flags = Array.IndexOf(words, "-b") + 1;
        if (flags > 0 && words[Array.IndexOf(words, "-s") + 1] is "sh" or "mh")
        {
            words[flags] = string.Join(',', words[flags].Split(',').Where(f => f != "flag-3"));
        }

        return string.Join(' ', words);
    }
}
