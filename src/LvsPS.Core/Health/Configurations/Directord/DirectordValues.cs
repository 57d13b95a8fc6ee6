using System.Globalization;

namespace LvsPS;

/// <summary>
/// The values of directives. ldirectord takes the first thing in a value that looks right and passes over the rest; here the rest is told,
/// and what only looks right in the middle of something else is an error.
/// </summary>
internal sealed class DirectordValues
{
    /// <summary>31 days in seconds: the longest time that is taken.</summary>
    public const int LongestTime = 2678400;

    private readonly ConfigFindings _findings;

    public DirectordValues(ConfigFindings findings) => _findings = findings;

    /// <summary>The first word.</summary>
    public string? Word(DirectordDirective directive, string expected)
    {
        string value = directive.Value ?? string.Empty;
        int end = value.AsSpan().IndexOfAny(' ', '\t');
        string word = end < 0 ? value : value[..end];
        if (word.Length == 0)
        {
            _findings.Error(directive.ValuePlace, "nothing", expected, $"The directive {directive.Name} has no value.");
            return null;
        }

        if (end >= 0)
        {
            string rest = value[end..].TrimStart(' ', '\t');
            _findings.Warning(
                directive.ValuePlace.At(directive.ValuePlace.Column + value.Length - rest.Length), Shown(directive, rest), "the end of the line", $"What follows the value of {directive.Name} is not read.");
        }

        return word;
    }

    /// <summary>A whole number.</summary>
    public int? Number(DirectordDirective directive, int least, int most, string what = "a number")
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"{what} from {least} to {most}");
        if (Word(directive, expected) is not string word)
        {
            return null;
        }

        if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number < least || number > most)
        {
            _findings.Error(directive.ValuePlace, word, expected, $"The value of {directive.Name} is out of range or no number.");
            return null;
        }

        return (int)number;
    }

    /// <summary>Seconds.</summary>
    public int? Seconds(DirectordDirective directive, int least = 1) => Number(directive, least, LongestTime, "whole seconds");

    /// <summary>Yes or no.</summary>
    public bool? YesNo(DirectordDirective directive)
    {
        switch (directive.Value)
        {
            case "yes":
                return true;
            case "no":
                return false;
            default:
                _findings.Error(directive.ValuePlace, string.IsNullOrEmpty(directive.Value) ? "nothing" : directive.Value, "yes or no", $"The value of {directive.Name} is neither yes nor no.");
                return null;
        }
    }

    /// <summary>What stands between the first and the last quotation mark.</summary>
    public string? Quoted(DirectordDirective directive, bool takesBare = false)
    {
        string value = directive.Value ?? string.Empty;
        int last = value.LastIndexOf('"');
        if (!value.StartsWith('"') || last == 0)
        {
            if (takesBare && value.Length > 0 && last < 0)
            {
                return value;
            }

            _findings.Error(
                directive.ValuePlace, value.Length == 0 ? "nothing" : Shown(directive, value), takesBare ? "text, in quotation marks or not" : "text in quotation marks", $"The value of {directive.Name} is not in quotation marks.");
            return null;
        }

        if (last < value.Length - 1)
        {
            _findings.Warning(
                directive.ValuePlace.At(directive.ValuePlace.Column + last + 1), Shown(directive, value[(last + 1)..].Trim()), "the end of the line", $"What follows the value of {directive.Name} is not read.");
        }

        if (last == 1)
        {
            _findings.Error(directive.ValuePlace, value, "text that is not empty", $"The value of {directive.Name} is empty.");
            return null;
        }

        return value[1..last];
    }

    /// <summary>One of some words.</summary>
    public string? OneOf(DirectordDirective directive, IReadOnlyCollection<string> words)
    {
        string expected = "one of " + string.Join(", ", words);
        if (Word(directive, expected) is not string word)
        {
            return null;
        }

        if (words.Contains(word))
        {
            return word;
        }

        _findings.Error(directive.ValuePlace, word, expected, $"The directive {directive.Name} has no such value.");
        return null;
    }

    /// <summary>The rest of the line, which must not be empty.</summary>
    public string? Text(DirectordDirective directive)
    {
        if (!string.IsNullOrEmpty(directive.Value))
        {
            return directive.Value;
        }

        _findings.Error(directive.ValuePlace, "nothing", "text", $"The directive {directive.Name} has no value.");
        return null;
    }

    /// <summary>What may be shown of a value: of a secret, nothing.</summary>
    private static string Shown(DirectordDirective directive, string text) => directive.Name is "passwd" or "secret" or "login" ? "text that is not shown" : text;
}
