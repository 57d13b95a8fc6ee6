using System.Text;

namespace LvsPS;

/// <summary>Makes a tree of statements of the lines: a statement ends at the end of its line or at a brace outside of quotation marks.</summary>
internal sealed class KeepalivedParser
{
    private const int Deepest = 32;

    // Blocks whose statements would be taken for those of the block around where the brace is forgotten.
    private static readonly HashSet<string> s_blocks =
    [
        "global_defs", "virtual_server_group", "virtual_server", "real_server", "SSL", "HTTP_GET", "SSL_GET", "TCP_CHECK", "SMTP_CHECK", "DNS_CHECK",
        "MISC_CHECK", "UDP_CHECK", "PING_CHECK", "FILE_CHECK", "BFD_CHECK", "url",
    ];

    // Words that are taken apart once more, by other quotation marks.
    private static readonly HashSet<string> s_quoted = ["quorum_up", "quorum_down", "notify_up", "notify_down", "misc_path", "regex"];

    private readonly ConfigFindings _findings;
    private readonly List<KeepalivedStatement> _root = [];
    private readonly Stack<(List<KeepalivedStatement> Block, ConfigPlace Opened)> _open = new();

    // The statement whose block may begin.
    private KeepalivedStatement? _last;

    private KeepalivedParser(ConfigFindings findings)
    {
        _findings = findings;
        _open.Push((_root, default));
    }

    /// <summary>Parses.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="findings">Where faults are reported.</param>
    /// <returns>The statements at the top.</returns>
    public static IReadOnlyList<KeepalivedStatement> Parse(IEnumerable<KeepalivedLine> lines, ConfigFindings findings)
    {
        var parser = new KeepalivedParser(findings);
        foreach (KeepalivedLine line in lines)
        {
            parser.ReadLine(line);
        }

        parser.CloseAll();
        return parser._root;
    }

    private void ReadLine(KeepalivedLine line)
    {
        string text = line.Text;
        int start = 0;
        while (start < text.Length)
        {
            int brace = BraceIn(text, start);
            int end = brace < 0 ? text.Length : brace;
            if (!text.AsSpan(start, end - start).IsWhiteSpace())
            {
                AddStatement(line, start, end);
            }

            if (brace >= 0 && text[brace] == '{')
            {
                Open(line.At(brace));
            }
            else if (brace >= 0)
            {
                Close(line.At(brace));
            }

            start = end + 1;
        }
    }

    private void AddStatement(KeepalivedLine line, int start, int end)
    {
        List<KeepalivedWord> words = Words(line, start, end);
        if (words.Count == 0)
        {
            return;
        }

        if (_last is { Block: null } && s_blocks.Contains(_last.Keyword))
        {
            _findings.Error(words[0].Place, words[0].Text, "{", $"The block of {_last.Keyword} does not begin.");
            Open(words[0].Place);
        }

        _last = new KeepalivedStatement(words, line.Text[start..end].Trim());
        _open.Peek().Block.Add(_last);
    }

    private void Open(ConfigPlace at)
    {
        if (_last is null || _last.Block is not null)
        {
            _findings.Error(at, "{", "a keyword before it", "Nothing says what this block is.");
            _last = new KeepalivedStatement([new KeepalivedWord(string.Empty, at)], string.Empty);
        }

        if (_open.Count > Deepest)
        {
            // Kept in no block, so that braces stay in balance and nothing grows.
            _open.Push(([], at));
            _last = null;
            return;
        }

        _last.Block = [];
        _open.Push((_last.Block, at));
        _last = null;
    }

    private void Close(ConfigPlace at)
    {
        if (_last is { Block: null } && s_blocks.Contains(_last.Keyword))
        {
            _findings.Error(_last.Place, _last.Keyword, $"{_last.Keyword} {{ ... }}", $"The block of {_last.Keyword} does not begin.");
            _last.Block = [];
        }

        _last = null;
        if (_open.Count == 1)
        {
            _findings.Error(at, "}", "as many } as {", "No block is open here.");
            return;
        }

        _open.Pop();
    }

    private void CloseAll()
    {
        if (_last is { Block: null } && s_blocks.Contains(_last.Keyword))
        {
            _findings.Error(_last.Place, _last.Keyword, $"{_last.Keyword} {{ ... }}", $"The block of {_last.Keyword} does not begin.");
        }

        while (_open.Count > 1)
        {
            _findings.Error(_open.Pop().Opened, "{", "} at the end of the block", "The block does not end.");
        }
    }

    private List<KeepalivedWord> Words(KeepalivedLine line, int start, int end)
    {
        string text = line.Text;
        var words = new List<KeepalivedWord>();
        for (int at = start; at < end;)
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
            }
            else if (text[at] == '"')
            {
                int close = text.IndexOf('"', at + 1);
                if (close < 0 || close >= end)
                {
                    if (words.Count == 0 || !s_quoted.Contains(words[0].Text))
                    {
                        _findings.Error(line.At(at), text[at..end], "a second quotation mark", "The quotation mark is not closed.");
                    }

                    words.Add(new KeepalivedWord(text[(at + 1)..end], line.At(at)));
                    return words;
                }

                words.Add(new KeepalivedWord(text[(at + 1)..close], line.At(at)));
                at = close + 1;
            }
            else
            {
                int stop = text.AsSpan(at, end - at).IndexOfAny(' ', '\t', '"') is >= 0 and int length ? at + length : end;
                words.Add(new KeepalivedWord(Unescaped(text[at..stop]), line.At(at)));
                at = stop;
            }
        }

        return words;
    }

    /// <summary>A comment's character that a backslash keeps from being one.</summary>
    private static string Unescaped(string word)
    {
        if (!word.Contains('\\', StringComparison.Ordinal))
        {
            return word;
        }

        var text = new StringBuilder(word);
        return text.Replace("\\#", "#").Replace("\\!", "!").ToString();
    }

    private static int BraceIn(string text, int start)
    {
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                int close = text.IndexOf('"', i + 1);
                i = close < 0 ? text.Length : close;
            }
            else if (text[i] is '{' or '}')
            {
                return i;
            }
        }

        return -1;
    }
}
