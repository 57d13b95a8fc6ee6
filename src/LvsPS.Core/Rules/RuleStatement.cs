namespace LvsPS;

/// <summary>An option as it stands in a line.</summary>
/// <param name="Option">Which option.</param>
/// <param name="Word">Where it stands.</param>
/// <param name="Value">Its value, where it has one.</param>
internal sealed record RuleUse(RuleOption Option, RuleToken Word, RuleToken? Value)
{
    /// <summary>The value where there is one, else the option: what a finding points at.</summary>
    public RuleToken Subject => Value ?? Word;
}

/// <summary>A line as ipvsadm's command line reads it: a command, its options, and what is left. It also takes the findings.</summary>
internal sealed class RuleStatement
{
    private readonly List<RuleUse> _uses = new(8);
    private List<RuleToken>? _rest;
    private readonly RuleFindings _findings;
    private HashSet<int>? _reported;

    public RuleStatement(RuleFindings findings, int line)
    {
        _findings = findings;
        Line = line;
    }

    public int Line { get; }

    public RuleCommand Command { get; set; }

    /// <summary>The command's word.</summary>
    public RuleToken Word { get; set; }

    /// <summary>The command's value (<c>--start-daemon master</c>).</summary>
    public RuleToken? Value { get; set; }

    /// <summary>Words that belong to no option (<c>--set 900 120 300</c>).</summary>
    public List<RuleToken> Rest => _rest ??= [];

    public List<RuleUse> Uses => _uses;

    /// <summary>Whether it names two services or two real servers, so that nobody can tell which one it is about.</summary>
    public bool NamesTwo { get; set; }

    /// <summary>Whether the line has an error.</summary>
    public bool IsBroken => _reported is not null;

    public RuleUse? this[RuleOptionId option]
    {
        get
        {
            foreach (RuleUse use in _uses)
            {
                if (use.Option.Id == option)
                {
                    return use;
                }
            }

            return null;
        }
    }

    public bool Has(RuleOptionId option) => this[option] is not null;

    public bool HasOneOf(RuleOptionId[] options)
    {
        foreach (RuleOptionId option in options)
        {
            if (Has(option))
            {
                return true;
            }
        }

        return false;
    }

    public void Add(RuleUse use) => _uses.Add(use);

    /// <summary>Reports an error; a second one at the same place would only say the same.</summary>
    public void Error(RuleToken found, string expected, string message, string? remedy = null)
    {
        if ((_reported ??= []).Add(found.Column))
        {
            _findings.Error(Line, found.Column, found.Text, expected, message, remedy);
        }
    }

    public void Warning(
        RuleToken found, string expected, string message) => _findings.Warning(Line, found.Column, found.Text, expected, message);

    /// <summary>Reports bad input that was found elsewhere in the domain.</summary>
    public void Error(RuleToken found, LvsInputException error) => Error(found, Phrase(error.Remedy), error.Message, error.Remedy);

    /// <summary>A remedy as what follows "expected".</summary>
    private static string Phrase(string remedy)
    {
        ReadOnlySpan<char> rest = remedy.AsSpan().TrimEnd('.');
        foreach (string verb in new[] { "Write it as ", "Write " })
        {
            if (rest.StartsWith(verb, StringComparison.Ordinal))
            {
                return rest[verb.Length..].ToString();
            }
        }

        return $"{char.ToLowerInvariant(rest[0])}{rest[1..]}";
    }
}
