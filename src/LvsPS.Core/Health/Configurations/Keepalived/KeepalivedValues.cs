using System.Globalization;
using System.Net;

namespace LvsPS;

/// <summary>The values of keepalived's directives. keepalived passes over a value that is wrong, with a line in its log; here it is an error.</summary>
internal sealed class KeepalivedValues
{
    /// <summary>31 days in seconds: the longest time that is taken.</summary>
    public const int LongestTime = 2678400;

    public KeepalivedValues(ConfigFindings findings) => Findings = findings;

    /// <summary>Where faults are reported.</summary>
    public ConfigFindings Findings { get; }

    /// <summary>The one word behind a keyword.</summary>
    public string? Word(KeepalivedStatement statement, string expected)
    {
        if (statement.Words.Count < 2)
        {
            Findings.Error(statement.Place, statement.Keyword, $"{statement.Keyword} with {expected}", $"The directive {statement.Keyword} has no value.");
            return null;
        }

        TellRest(statement, 2);
        return statement.Words[1].Text;
    }

    /// <summary>Tells of words that nothing is made of.</summary>
    public void TellRest(KeepalivedStatement statement, int from)
    {
        if (statement.Words.Count > from)
        {
            Findings.Warning(
                statement.Words[from].Place, statement.Words[from].Text, "the end of the line", $"What follows here in the directive {statement.Keyword} is not read.");
        }
    }

    /// <summary>A whole number.</summary>
    public int? Number(KeepalivedStatement statement, int least, int most, string what = "a number")
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"{what} from {least} to {most}");
        return Word(statement, expected) is string word ? Number(statement.Words[1], least, most, expected, statement.Keyword, word) : null;
    }

    /// <summary>A port as a word.</summary>
    public int? Port(KeepalivedWord word, int least, string directive) =>
        Number(word, least, ushort.MaxValue, string.Create(CultureInfo.InvariantCulture, $"a port from {least} to 65535"), directive, word.Text);

    /// <summary>Seconds with fractions.</summary>
    public TimeSpan? Time(KeepalivedStatement statement, bool takesZero)
    {
        const string Expected = "seconds such as 3 or 2.5, at most 2678400";
        if (Word(statement, Expected) is not string word)
        {
            return null;
        }

        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            && seconds <= LongestTime && (seconds > 0 || takesZero))
        {
            return TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        Findings.Error(statement.Words[1].Place, word, Expected, $"The value of {statement.Keyword} is out of range or no time.");
        return null;
    }

    /// <summary>Yes or no; yes where nothing is said.</summary>
    public bool? Flag(KeepalivedStatement statement)
    {
        if (statement.Words.Count < 2)
        {
            return true;
        }

        TellRest(statement, 2);
        switch (statement.Words[1].Text)
        {
            case "true" or "on" or "yes":
                return true;
            case "false" or "off" or "no":
                return false;
            default:
                Findings.Error(
                    statement.Words[1].Place, statement.Words[1].Text, "on, off, true, false, yes or no", $"The value of {statement.Keyword} is neither yes nor no.");
                return null;
        }
    }

    /// <summary>An address.</summary>
    public IPAddress? Address(KeepalivedWord word, string directive)
    {
        if (LvsEndpoint.TryAddress(word.Text) is IPAddress address)
        {
            return address;
        }

        Findings.Error(word.Place, word.Text, "an IPv4 or IPv6 address", $"The directive {directive} has no address.");
        return null;
    }

    /// <summary>An executable with its arguments, and perhaps the user and the group that it is to run as.</summary>
    public IReadOnlyList<string>? Script(KeepalivedStatement statement)
    {
        IReadOnlyList<string>? words = KeepalivedQuoted.Split(statement.Raw, escapes: false);
        IReadOnlyList<string>? command = words?.Count > 1 ? KeepalivedQuoted.Split(words[1], escapes: true) : null;
        if (command is null || command.Count == 0)
        {
            Findings.Error(statement.Place, statement.Raw, $"{statement.Keyword} \"PATH ARGUMENT ...\"", $"The command of {statement.Keyword} is missing or cannot be read.");
            return null;
        }

        if (words!.Count > 2)
        {
            Findings.Warning(
                statement.Place,
                string.Join(' ', words.Skip(2)),
                "the command alone, with its arguments in quotation marks",
                statement.Keyword == "misc_path"
                    ? "Arguments outside of the quotation marks are not read."
                    : "The command runs as the user of the monitor, not as another one.");
        }

        return command;
    }

    /// <summary>A script as an action.</summary>
    public LvsHealthAction? Action(KeepalivedStatement statement) =>
        Script(statement) is IReadOnlyList<string> command ? LvsHealthAction.ForExecutable(command[0], [.. command.Skip(1)]) : null;

    /// <summary>Tells of a directive that does not hold here.</summary>
    public void NotHonoured(KeepalivedStatement statement, string message, string expected = "the directive left out") =>
        Findings.Warning(statement.Place, statement.Raw.Length == 0 ? statement.Keyword : statement.Raw, expected, message);

    /// <summary>Tells of a keyword that keepalived does not have in a block, or outside of all where that is empty.</summary>
    public void Unknown(KeepalivedStatement statement, string where) => Findings.Error(
        statement.Place,
        statement.Keyword.Length == 0 ? "a block without a name" : statement.Keyword,
        where.Length == 0 ? "a block such as virtual_server" : $"a directive of {where}",
        $"keepalived has no such directive {(where.Length == 0 ? "outside of blocks" : $"in {where}")}.");

    private int? Number(KeepalivedWord at, int least, int most, string expected, string directive, string word)
    {
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        Findings.Error(at.Place, word, expected, $"The value of {directive} is out of range or no number.");
        return null;
    }
}
