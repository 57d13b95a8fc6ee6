namespace LvsPS;

/// <summary>
/// Reads ldirectord.cf as ldirectord 4.12 does: directives at the start of a line, those of a virtual indented by four blanks or a tab
/// below it, a virtual ended by a line that is not, comments from # on.
/// </summary>
internal sealed class DirectordReader
{
    private const int Indent = 4;

    /// <summary>More virtuals, or lines of real servers, are no configuration.</summary>
    private const int Most = 65536;

    private readonly ConfigFindings _findings;
    private readonly DirectordDirectives _directives;
    private readonly DirectordValues _values;
    private readonly List<DirectordVirtual> _virtuals = [];
    private readonly DirectordSettings _globals = new();
    private int _lines;

    private DirectordReader(ConfigFindings findings)
    {
        _findings = findings;
        _directives = new DirectordDirectives(findings);
        _values = new DirectordValues(findings);
    }

    /// <summary>Reads a configuration.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="path">The file that they come from; null for none.</param>
    /// <param name="names">Finds what names stand for.</param>
    /// <returns>The document and the findings.</returns>
    public static LvsHealthConfiguration Read(IEnumerable<RuleLine> lines, string? path, INameResolver names)
    {
        var findings = new ConfigFindings();
        var reader = new DirectordReader(findings);
        reader.ReadLines(ConfigLines.Read(lines, path, (text, at) => text.AsSpan(0, at).Contains('#'), findings), path);
        LvsHealthDocument document = new DirectordBuilder(reader._globals, findings, names).Build(reader._virtuals, path);
        IReadOnlyList<string> files = path is null ? [] : [path];
        return new LvsHealthConfiguration(LvsHealthFormat.Directord, document, findings.ToList(files), files);
    }

    private void ReadLines(IEnumerable<RuleLine> lines, string? path)
    {
        DirectordVirtual? open = null;
        DirectordVirtual? ended = null;
        foreach (RuleLine line in lines)
        {
            var place = new ConfigPlace(path, line.Number, 1);
            if (_virtuals.Count > Most || _lines > 10 * Most)
            {
                _findings.Error(place, "more lines", FormattableString.Invariant($"at most {Most} virtuals, and ten times as many directives in them"), "The configuration is too large.");
                return;
            }

            int start = IndentOf(line.Text, out int width);
            if (start < line.Text.Length && line.Text[start] == '#')
            {
                continue;
            }

            if (start == line.Text.Length)
            {
                ended = open ?? ended;
                open = null;
            }
            else if (width == 0)
            {
                ended = null;
                open = ReadUnindented(line.Text, place);
            }
            else
            {
                // The lines that follow are meant for the same virtual, so that one fault is told once.
                open ??= Reopened(ended, start, place);
                ReadIndented(line.Text, start, width, place, open);
                ended = open ?? ended;
            }
        }
    }

    private DirectordVirtual? ReadUnindented(string text, ConfigPlace place)
    {
        DirectordDirective directive = DirectordDirective.Read(WithoutComment(text), 0, place);
        if (directive.Name is "virtual" or "virtual6" && directive.Value is not null)
        {
            _virtuals.Add(DirectordVirtual.Read(directive, _values, _findings));
            return _virtuals[^1];
        }

        _directives.ReadGlobal(directive, _globals);
        return null;
    }

    private DirectordVirtual? Reopened(DirectordVirtual? ended, int start, ConfigPlace place)
    {
        if (ended is null)
        {
            return null;
        }

        _findings.Error(
            place.At(start + 1),
            "an indented line",
            "a directive directly below the virtual's others",
            "A blank line ended the virtual, and this line belongs to none.");
        return ended;
    }

    private void ReadIndented(string text, int start, int width, ConfigPlace place, DirectordVirtual? open)
    {
        if (open is null)
        {
            _findings.Error(place.At(start + 1), "an indented line", "a line without blanks before it, or a virtual before it", "This line belongs to no virtual.");
            return;
        }

        if (width < Indent)
        {
            _findings.Error(
                place.At(start + 1),
                FormattableString.Invariant($"{width} blanks"),
                "four blanks or a tab before a directive of a virtual",
                "This line is indented too little, and ldirectord ends the virtual here.");
        }

        int comment = text.IndexOf('#', StringComparison.Ordinal);
        string bare = comment < 0 ? text : text[..comment];
        if (comment >= 0 && bare.Count(c => c == '"') % 2 == 1)
        {
            _findings.Error(
                place.At(comment + 1),
                "# between quotation marks",
                "text without #",
                "In a virtual, # begins a comment everywhere. Where a request or a pattern needs it, write %23 or \\x23.");
            return;
        }

        _lines++;
        _directives.ReadVirtual(DirectordDirective.Read(bare, start, place), open.Settings, open);
    }

    /// <summary>Outside of virtuals, ldirectord takes # for part of a value. Behind a blank and outside of quotation marks nobody means that.</summary>
    private static string WithoutComment(string text)
    {
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '"';
            if (text[i] == '#' && !isQuoted && i > 0 && text[i - 1] is (' ' or '\t' or '"'))
            {
                return text[..i];
            }
        }

        return text;
    }

    private static int IndentOf(string text, out int width)
    {
        int start = 0;
        width = 0;
        while (start < text.Length && text[start] is (' ' or '\t'))
        {
            width += text[start++] == '\t' ? Indent : 1;
        }

        return start;
    }
}
