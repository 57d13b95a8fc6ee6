namespace LvsPS;

/// <summary>
/// Gives the lines of keepalived.conf as its parser gets them: comments (# and !) taken off, files included, lines with a condition (@)
/// left out or in, parameters ($) replaced, sequences (~SEQ, ~LST) written out.
/// </summary>
internal sealed class KeepalivedSource
{
    /// <summary>More lines than any director needs; parameters within parameters and sequences within sequences would give them without end.</summary>
    public const int MostLines = 500_000;

    private const int Deepest = 32;

    private readonly ConfigFindings _findings;
    private readonly KeepalivedDefinitions _definitions = new();
    private readonly List<string> _files = [];
    private readonly List<string> _wildcards = [];
    private int _steps;

    // A definition that goes on in the next line.
    private string? _name;
    private List<string>? _value;

    public KeepalivedSource(ConfigFindings findings) => _findings = findings;

    /// <summary>The files that were read so far.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>The names with wildcards by which files are included: another file that one of them matches is part of the configuration too.</summary>
    public IReadOnlyList<string> Wildcards => _wildcards;

    /// <summary>Reads a file or a text.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="path">The file; null for none.</param>
    /// <returns>The lines of it and of what it includes.</returns>
    public IEnumerable<KeepalivedLine> Read(IEnumerable<RuleLine> lines, string? path) => Read(lines, path, 0);

    private IEnumerable<KeepalivedLine> Read(IEnumerable<RuleLine> lines, string? path, int depth)
    {
        if (path is not null)
        {
            _files.Add(path);
            _definitions.Set("_PWD", Path.GetDirectoryName(path) ?? "/");
        }

        foreach (RuleLine line in ConfigLines.Read(lines, path, (text, at) => WithoutComment(text).Length <= at, _findings))
        {
            string bare = WithoutComment(line.Text);
            string text = bare.TrimStart(' ', '\t');
            var place = new ConfigPlace(path, line.Number, bare.Length - text.Length + 1);
            text = text.TrimEnd(' ', '\t');
            if (_name is not null)
            {
                ReadValue(text);
                continue;
            }

            if (text.Length > 0)
            {
                foreach (KeepalivedLine made in Expand(new KeepalivedLine(text, place, false), depth))
                {
                    yield return made;
                }

                if (_steps > MostLines)
                {
                    _findings.Error(place, text, $"at most {MostLines} lines, with all that is included and replaced", "The configuration is too large.");
                    _steps = 0;
                    yield break;
                }
            }
        }
    }

    private IEnumerable<KeepalivedLine> Expand(KeepalivedLine line, int depth)
    {
        if (++_steps > MostLines || line.Text.Length == 0)
        {
            yield break;
        }

        string text = line.Text;
        if (depth > Deepest)
        {
            _findings.Error(line.Place, text, "parameters, sequences and files that end", "What is included or replaced includes itself.");
            yield break;
        }

        if (text[0] == '@')
        {
            text = Chosen(text);
        }

        IEnumerable<KeepalivedLine> made = text.Length == 0 || IsDefinition(text) ? []
            : text[0] == '~' ? ExpandSequence(line with { Text = text }, depth)
            : _definitions.ReplaceFirst(text, out string replaced) ? ExpandReplaced(line, replaced, depth)
            : Include(text) is string name ? ReadIncluded(line, name, depth)
            : [line with { Text = text, IsReplaced = line.IsReplaced || text.Length != line.Text.Length }];
        foreach (KeepalivedLine part in made)
        {
            yield return part;
        }
    }

    /// <summary>The rest of a line with a condition; empty where the condition does not hold here.</summary>
    private static string Chosen(string text)
    {
        int end = text.AsSpan().IndexOfAny(' ', '\t');
        if (end < 0)
        {
            return string.Empty;
        }

        bool isNot = text.StartsWith("@^", StringComparison.Ordinal);
        string id = text[(isNot ? 2 : 1)..end];
        return (id == KeepalivedDefinitions.ConfigId) != isNot ? text[end..].TrimStart(' ', '\t') : string.Empty;
    }

    private bool IsDefinition(string text)
    {
        if (!KeepalivedDefinitions.IsDefinition(text, out string name, out string value))
        {
            return false;
        }

        if (value.EndsWith('\\'))
        {
            _name = name;
            _value = [];
            ReadValue(value);
        }
        else
        {
            _definitions.Set(name, value);
        }

        return true;
    }

    private void ReadValue(string text)
    {
        bool goesOn = text.EndsWith('\\');
        string part = (goesOn ? text[..^1] : text).Trim(' ', '\t');
        if (part.Length > 0)
        {
            _value!.Add(part);
        }

        if (!goesOn)
        {
            _definitions.Set(_name!, string.Join('\n', _value!));
            _name = null;
            _value = null;
        }
    }

    private IEnumerable<KeepalivedLine> ExpandReplaced(KeepalivedLine line, string replaced, int depth)
    {
        // Line by line, since each may define what the next one uses.
        foreach (string part in replaced.Split('\n'))
        {
            foreach (KeepalivedLine made in Expand(new KeepalivedLine(part.Trim(' ', '\t'), line.Place, true), depth + 1))
            {
                yield return made;
            }
        }
    }

    private IEnumerable<KeepalivedLine> ExpandSequence(KeepalivedLine line, int depth)
    {
        string head = line.Text;
        int close = head.IndexOf(')', StringComparison.Ordinal);
        string definition = close < 0 ? head : head[..close];
        while (_definitions.ReplaceFirst(definition, out string replaced) && ++_steps < MostLines)
        {
            definition = replaced;
        }

        head = close < 0 ? head : definition + head[close..];
        string[] names = [];
        IReadOnlyList<string[]>? turns = null;
        string rest;
        if (KeepalivedDefinitions.Sequence(head, MostLines, out string name, out rest) is IReadOnlyList<string> values)
        {
            names = [name];
            turns = [.. values.Select(v => new[] { v })];
        }
        else
        {
            turns = KeepalivedDefinitions.List(head, out names, out rest);
        }

        if (turns is null)
        {
            _findings.Error(line.Place, line.Text, "~SEQ(NAME, START, STEP, END) or ~LST(NAME, VALUE, VALUE)", "This is no sequence.");
            yield break;
        }

        foreach (string[] turn in turns)
        {
            for (int i = 0; i < names.Length; i++)
            {
                _definitions.Set(names[i], turn[i]);
            }

            foreach (KeepalivedLine made in Expand(new KeepalivedLine(rest, line.Place, true), depth + 1))
            {
                yield return made;
            }
        }
    }

    /// <summary>The name in <c>include NAME</c>, whose variants (includer and others) only check more.</summary>
    private static string? Include(string text)
    {
        int end = text.AsSpan().IndexOfAny(' ', '\t');
        return end > 0 && text[..end] is ("include" or "includer" or "includem" or "includew" or "includeb" or "includea") ? text[end..].Trim(' ', '\t', '"') : null;
    }

    private IEnumerable<KeepalivedLine> ReadIncluded(KeepalivedLine line, string name, int depth)
    {
        string? folder = line.Place.Path is string path ? Path.GetDirectoryName(path) : null;
        IReadOnlyList<string> found = KeepalivedFiles.Find(name, folder);
        if (KeepalivedFiles.Wildcard(name, folder) is string wildcard && _wildcards.Count < KeepalivedFiles.Most && !_wildcards.Contains(wildcard))
        {
            _wildcards.Add(wildcard);
        }

        if (found.Count == 0)
        {
            _findings.Error(line.Place, name, "a file that is there; a relative name counts from the file that includes it", "There is no such file to include.");
        }

        foreach (string file in found)
        {
            if (_files.Count >= KeepalivedFiles.Most)
            {
                _findings.Error(line.Place, name, $"at most {KeepalivedFiles.Most} files", "There are too many files.");
                yield break;
            }

            foreach (KeepalivedLine made in ReadFile(file, line, depth))
            {
                yield return made;
            }
        }

        if (folder is not null)
        {
            _definitions.Set("_PWD", folder);
        }
    }

    private IEnumerable<KeepalivedLine> ReadFile(string file, KeepalivedLine line, int depth)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _findings.Error(line.Place, file, "a file that can be read", "The file that is included cannot be read.");
        }

        if (stream is null)
        {
            yield break;
        }

        using (stream)
        {
            foreach (KeepalivedLine made in Read(RuleLineScanner.Scan(stream), file, depth + 1))
            {
                yield return made;
            }
        }
    }

    /// <summary>The line up to # or ! outside of quotation marks; before these two a backslash keeps them.</summary>
    private static string WithoutComment(string text)
    {
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && text[i] is ('#' or '!'))
            {
                return text[..i];
            }
        }

        return text;
    }
}
