namespace LvsPS;

/// <summary>
/// Reads a line's words as popt reads them for ipvsadm: letters bundle, a value stands in the same word or is the next one, and only the
/// first option may be a command.
/// </summary>
internal sealed class RuleLineParser
{
    private readonly List<RuleToken> _tokens;
    private readonly RuleStatement _statement;
    private int _next;
    private bool _hasCommand;

    private RuleLineParser(List<RuleToken> tokens, RuleStatement statement)
    {
        _tokens = tokens;
        _statement = statement;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="tokens">Its words, at least one.</param>
    /// <param name="findings">Takes the findings.</param>
    /// <param name="line">Its number.</param>
    /// <returns>The statement; null where not even its command could be read.</returns>
    public static RuleStatement? Parse(List<RuleToken> tokens, RuleFindings findings, int line)
    {
        var statement = new RuleStatement(findings, line);
        var parser = new RuleLineParser(tokens, statement);
        return parser.Read() ? statement : null;
    }

    private bool Read()
    {
        while (_next < _tokens.Count)
        {
            RuleToken token = _tokens[_next++];
            bool goOn = token.Text.StartsWith("--", StringComparison.Ordinal) ? ReadLong(token)
                : token.Text.Length > 1 && token.Text[0] == '-' ? ReadLetters(token)
                : ReadRest(token);
            if (!goOn)
            {
                return _hasCommand;
            }
        }

        CheckForm();
        return true;
    }

    private bool ReadRest(RuleToken token)
    {
        if (!_hasCommand)
        {
            return NoCommand(token);
        }

        if (_statement.Command == RuleCommand.SetTimeout)
        {
            _statement.Rest.Add(token);
        }
        else
        {
            _statement.Error(token, "an option", "The word belongs to no option.");
        }

        return true;
    }

    private bool ReadLong(RuleToken token)
    {
        int equals = token.Text.IndexOf('=');
        string name = equals < 0 ? token.Text[2..] : token.Text[2..equals];
        RuleToken? value = equals < 0 ? null : token.From(equals + 1);
        if (RuleOption.Find(name) is not RuleOption option)
        {
            return Unknown(token);
        }

        if (value is RuleToken surplus && option.Value == RuleValueKind.None)
        {
            _statement.Error(surplus, $"--{name} alone", $"--{name} takes no value.");
            return Use(option, token, null);
        }

        return Use(option, token, value ?? NextValue(option, token));
    }

    private bool ReadLetters(RuleToken token)
    {
        for (int i = 1; i < token.Text.Length; i++)
        {
            RuleToken letter = new(RuleToken.Letter(token.Text[i]), i == 1 ? token.Column : token.Column + i);
            if (RuleOption.Find(token.Text[i]) is not RuleOption option)
            {
                return Unknown(letter);
            }

            if (option.Value == RuleValueKind.None)
            {
                if (!Use(option, letter, null))
                {
                    return false;
                }

                continue;
            }

            int rest = i + 1 < token.Text.Length && token.Text[i + 1] == '=' ? i + 2 : i + 1;
            return Use(option, letter, i + 1 < token.Text.Length ? token.From(rest) : NextValue(option, letter));
        }

        return true;
    }

    /// <summary>An optional value is the next word where that is no option; one that must be there is it in any case.</summary>
    private RuleToken? NextValue(RuleOption option, RuleToken word)
    {
        if (option.Value == RuleValueKind.Required && _next == _tokens.Count)
        {
            _statement.Error(word, $"a value after {word.Text}", $"The value of {word.Text} is missing.");
            return null;
        }

        return option.Value == RuleValueKind.None || _next == _tokens.Count
            || (option.Value == RuleValueKind.Optional && _tokens[_next].Text.StartsWith('-'))
            ? null
            : _tokens[_next++];
    }

    private bool Use(RuleOption option, RuleToken word, RuleToken? value)
    {
        if (!_hasCommand)
        {
            if (option.Command is not RuleCommand command)
            {
                return NoCommand(word);
            }

            _hasCommand = true;
            _statement.Command = command;
            _statement.Word = word;
            _statement.Value = value;
            return true;
        }

        if (option.Id is not RuleOptionId id)
        {
            _statement.Error(word, $"an option of {_statement.Word.Text}", "Only the first option of a line can be a command.");
            return true;
        }

        RuleOptionId[] exclusive = RuleCommandForm.Exclusive(id);
        RuleUse? other = null;
        foreach (RuleOptionId same in exclusive)
        {
            other ??= _statement[same];
        }

        if (other is not null)
        {
            _statement.NamesTwo |= RuleObjects.IsService(other) || id == RuleOptionId.RealServer;
            _statement.Error(
                word,
                exclusive.Length == 1 ? $"{option.Spelling} once" : $"one of {RuleCommandForm.Words(exclusive)}",
                other.Option == option ? $"{option.Spelling} is there twice." : $"{option.Spelling} cannot stand beside {other.Option.Spelling}.");
            return true;
        }

        _statement.Add(new RuleUse(option, word, value));
        return true;
    }

    private bool NoCommand(RuleToken found)
    {
        _statement.Error(
            found, "a command first: -A -E -D -a -e -d -C --set --start-daemon --stop-daemon", "The line does not begin with a command.");
        return false;
    }

    /// <summary>After an unknown option nobody can tell what is a value, so the rest of the line is not read.</summary>
    private bool Unknown(RuleToken found)
    {
        if (!_hasCommand)
        {
            return NoCommand(found);
        }

        _statement.Error(found, RuleCommandForm.Of(_statement.Command).Words(), "There is no such option.");
        return false;
    }

    private void CheckForm()
    {
        RuleCommandForm form = RuleCommandForm.Of(_statement.Command);
        foreach (RuleUse use in _statement.Uses)
        {
            if (!form.Allows(use.Option.Id!.Value))
            {
                _statement.Error(use.Word, form.Words(), $"{use.Option.Spelling} is no option of {_statement.Word.Text}.");
            }
        }

        foreach (RuleOptionId[] need in form.Needs)
        {
            if (!_statement.HasOneOf(need))
            {
                string words = need.Length == 1 ? RuleCommandForm.Words(need) : $"one of {RuleCommandForm.Words(need)}";
                _statement.Error(_statement.Word, words, $"{_statement.Word.Text} needs {words}.");
            }
        }
    }
}
