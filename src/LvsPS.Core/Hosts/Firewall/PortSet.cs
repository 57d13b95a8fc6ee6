namespace LvsPS;

/// <summary>Port ranges in the one form in which they are compared and shown: by protocol and number, none meeting another.</summary>
internal static class PortSet
{
    /// <summary>The most ports that one parameter may list: there are no more.</summary>
    public const int Most = ushort.MaxValue;

    /// <summary>Puts ranges in order and joins those that overlap or meet.</summary>
    /// <param name="ranges">The ranges.</param>
    /// <returns>The same ports.</returns>
    public static IReadOnlyList<LvsPortRange> Of(IEnumerable<LvsPortRange> ranges)
    {
        var joined = new List<LvsPortRange>();
        foreach (LvsPortRange range in ranges.OrderBy(r => r.Protocol).ThenBy(r => r.First))
        {
            if (joined.Count > 0 && joined[^1] is { } last && last.Protocol == range.Protocol && range.First <= last.Last + 1)
            {
                joined[^1] = new LvsPortRange(last.Protocol, last.First, Math.Max(last.Last, range.Last));
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>Ports as words: <c>tcp/80,443,8000-8100 udp/53</c>.</summary>
    /// <param name="ranges">The ranges, in order.</param>
    /// <returns>The text.</returns>
    public static string Words(IEnumerable<LvsPortRange> ranges) => string.Join(' ', ranges
        .GroupBy(r => r.Protocol)
        .Select(g => $"{LvsPortRange.NameOf(g.Key)}/{string.Join(',', g.Select(r => r.Numbers))}"));
}
