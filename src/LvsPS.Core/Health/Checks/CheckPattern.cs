using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LvsPS;

/// <summary>
/// Regular expressions of checks: made once for each text, and never without a time limit. A limit that a busy machine used up is none.
/// </summary>
internal static class CheckPattern
{
    /// <summary>How long one match may take. What backtracks for ever must hold up neither the monitor nor the other servers.</summary>
    public static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);

    // By the text's own object, which the check holds: they go together.
    private static readonly ConditionalWeakTable<string, Regex> s_made = [];

    /// <summary>Whether a text is in another.</summary>
    /// <param name="pattern">The expression's text.</param>
    /// <param name="text">The other.</param>
    /// <returns>Whether it is.</returns>
    /// <exception cref="RegexMatchTimeoutException">It did not come to an end.</exception>
    public static bool IsMatch(string pattern, string text)
    {
        Regex regex = Of(pattern);
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternTime.Again(() => regex.IsMatch(text), MatchTimeout);
        }
    }

    /// <summary>Where a text is in another.</summary>
    /// <param name="pattern">The expression's text.</param>
    /// <param name="text">The other.</param>
    /// <returns>The first place.</returns>
    /// <exception cref="RegexMatchTimeoutException">It did not come to an end.</exception>
    public static Match Match(string pattern, string text)
    {
        Regex regex = Of(pattern);
        try
        {
            return regex.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return PatternTime.Again(() => regex.Match(text), MatchTimeout);
        }
    }

    /// <summary>What is wrong with a text.</summary>
    /// <param name="setting">What it is, in words.</param>
    /// <param name="pattern">The text; null for none.</param>
    /// <returns>One fault, or none.</returns>
    public static IEnumerable<CheckFault> Faults(string setting, string? pattern)
    {
        if (pattern is null)
        {
            yield break;
        }

        CheckFault? fault = null;
        try
        {
            _ = Of(pattern);
        }
        catch (ArgumentException e)
        {
            fault = new CheckFault($"{setting} '{pattern}' is no regular expression: {e.Message.TrimEnd('.')}", "Write a .NET regular expression; put \\ before a character that is meant as it is.");
        }

        if (fault is null && PatternTrial.IsEndless(pattern))
        {
            fault = new CheckFault(
                $"{setting} '{pattern}' may never come to an end where it does not match, since it tries more and more ways to",
                "Repeat nothing that repeats itself, as (a+)+ does; (?>...) around a part keeps it from being tried again.");
        }

        if (fault is not null)
        {
            yield return fault;
        }
    }

    /// <summary>The expression of a text, by which <c>^</c> and <c>$</c> are the ends of lines.</summary>
    private static Regex Of(string pattern) =>
        s_made.GetValue(pattern, static text => new Regex(text, RegexOptions.CultureInvariant | RegexOptions.Multiline, MatchTimeout));
}

/// <summary>What is wrong with a check.</summary>
/// <param name="Reason">What, without a full stop.</param>
/// <param name="Remedy">What to write instead.</param>
internal sealed record CheckFault(string Reason, string Remedy);
