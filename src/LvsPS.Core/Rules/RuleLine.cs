namespace LvsPS;

/// <summary>One line as it was read.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">Its text, without the line end; empty where it is too long.</param>
/// <param name="Defect">What keeps it from being read.</param>
/// <param name="Column">Where the defect is, from 1.</param>
internal readonly record struct RuleLine(int Number, string Text, RuleLineDefect Defect = RuleLineDefect.None, int Column = 0);

/// <summary>What keeps a line from being read.</summary>
internal enum RuleLineDefect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is longer than <see cref="RuleLineScanner.LongestLine"/>.</summary>
    TooLong,

    /// <summary>From the column on, it is not UTF-8; that matters only outside of comments.</summary>
    NotUtf8,

    /// <summary>It has a NUL: this is no text, and reading ends.</summary>
    Binary,

    /// <summary>The text is larger than <see cref="RuleLineScanner.LargestText"/>, and reading ends.</summary>
    TooLarge,
}
