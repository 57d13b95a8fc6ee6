using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>
/// Finds regular expressions that may take for ever, by trying them: on texts of what stands in them, over and over, with an end that does
/// not fit. On so few characters, whatever is not done at once takes longer than anybody waits.
/// </summary>
internal static class PatternTrial
{
    private const int Length = 40;
    private const int MostTexts = 24;

    // What does not end in the short time may have been held up by others on the machine, and gets the long one.
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(2);

    // Thousands of servers have the same few patterns.
    private const int MostKnown = 1000;
    private static readonly ConcurrentDictionary<string, bool> s_known = new(StringComparer.Ordinal);

    /// <summary>Whether a regular expression may take for ever.</summary>
    /// <param name="pattern">A regular expression.</param>
    /// <returns>True where it was seen to.</returns>
    public static bool IsEndless(string pattern)
    {
        // Without a repetition inside of a group there is nothing to be tried in many ways.
        if (!pattern.Contains('(', StringComparison.Ordinal) || pattern.AsSpan().IndexOfAny('*', '+', '{') < 0)
        {
            return false;
        }

        if (s_known.Count >= MostKnown)
        {
            s_known.Clear();
        }

        return s_known.GetOrAdd(pattern, static tried =>
            SlowText(tried, Texts(tried), s_short) is string slow && SlowText(tried, [slow], s_long) is not null);
    }

    private static string? SlowText(string pattern, IEnumerable<string> texts, TimeSpan limit)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, limit);
        foreach (string text in texts)
        {
            try
            {
                _ = regex.IsMatch(text);
            }
            catch (RegexMatchTimeoutException)
            {
                return text;
            }
        }

        return null;
    }

    private static IEnumerable<string> Texts(string pattern)
    {
        IEnumerable<string> words = Regex.Matches(pattern, @"[\p{L}\p{N}_]{2,10} ?").Select(m => m.Value);
        IEnumerable<string> letters = pattern.Where(c => !char.IsControl(c) && !@"\()[]{}|*+?^$".Contains(c, StringComparison.Ordinal)).Select(c => c.ToString());
        return new[] { "a", "0", " ", "a " }.Concat(words).Concat(letters).Distinct().Take(MostTexts)
            .Select(unit => string.Concat(Enumerable.Repeat(unit, Length)) + "\u0001");
    }
}
