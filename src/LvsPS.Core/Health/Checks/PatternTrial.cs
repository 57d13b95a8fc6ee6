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

    // What does not end in the short time may have been held up by others on the machine, and gets the long one, of the processor's own time.
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
        {
            Regex quick = Limited(tried, s_short);
            Regex patient = Limited(tried, s_long);
            return Texts(tried).Any(text => IsEndless(() => quick.IsMatch(text)) && IsEndless(() => PatternTime.Again(() => patient.IsMatch(text), s_long)));
        });
    }

    private static Regex Limited(string pattern, TimeSpan limit) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, limit);

    private static bool IsEndless(Func<bool> match)
    {
        try
        {
            _ = match();
            return false;
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static IEnumerable<string> Texts(string pattern)
    {
        IEnumerable<string> words = Regex.Matches(pattern, @"[\p{L}\p{N}_]{2,10} ?").Select(m => m.Value);
        IEnumerable<string> letters = pattern.Where(c => !char.IsControl(c) && !@"\()[]{}|*+?^$".Contains(c, StringComparison.Ordinal)).Select(c => c.ToString());
        return new[] { "a", "0", " ", "a " }.Concat(words).Concat(letters).Distinct().Take(MostTexts)
            .Select(unit => string.Concat(Enumerable.Repeat(unit, Length)) + "\u0001");
    }
}
