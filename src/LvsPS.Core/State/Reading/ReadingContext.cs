using System.Globalization;
using System.Text;
using LvsPS.Yaml;

namespace LvsPS;

/// <summary>Where in a document a reader is, and what it has found.</summary>
internal sealed class ReadingContext(string? path, bool needsSecrets)
{
    // So many errors are read by nobody.
    private const int MostFindings = 1000;

    private readonly List<LvsStateFinding> _findings = [];
    private readonly HashSet<(int, int, string)> _told = [];
    private readonly HashSet<(int, int)> _broken = [];
    private readonly List<(string? Key, int Index)> _place = [];

    /// <summary>The file; null for a text that came from none.</summary>
    public string? Path => path;

    /// <summary>Whether secrets must be there now, since the document is to be used on this machine.</summary>
    public bool NeedsSecrets => needsSecrets;

    /// <summary>The files of secrets that were looked for.</summary>
    public HashSet<string> SecretFiles { get; } = [];

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What was found, in the order of the document.</summary>
    public IReadOnlyList<LvsStateFinding> Findings => [.. _findings.OrderBy(f => f.Line).ThenBy(f => f.Column)];

    /// <summary>Goes to the value of a key.</summary>
    public void Enter(string key) => _place.Add((key, 0));

    /// <summary>Goes to an item of a list.</summary>
    public void Enter(int index) => _place.Add((null, index));

    /// <summary>Goes back.</summary>
    public void Leave() => _place.RemoveAt(_place.Count - 1);

    /// <summary>Something that cannot be right.</summary>
    public void Error(YamlNode at, string message, string remedy) => Find(LvsStateSeverity.Error, at.Line, at.Column, message, remedy);

    /// <summary>Something that may not be meant so.</summary>
    public void Warning(YamlNode at, string message, string remedy) => Find(LvsStateSeverity.Warning, at.Line, at.Column, message, remedy);

    /// <summary>Something that cannot be right with the text.</summary>
    public void Error(YamlProblem problem)
    {
        Find(LvsStateSeverity.Error, problem.Line, problem.Column, problem.Message, problem.Remedy);
        _ = _broken.Add((problem.Line, problem.Column));
    }

    private void Find(LvsStateSeverity severity, int line, int column, string message, string remedy)
    {
        HasErrors |= severity == LvsStateSeverity.Error;

        // Where the text itself is wrong, what is read there means nothing. What an alias stands for is read each time, and told once.
        if (_findings.Count < MostFindings && !_broken.Contains((line, column)) && _told.Add((line, column, message)))
        {
            _findings.Add(new LvsStateFinding(severity, path, line, column, Setting(), message, remedy));
        }
    }

    private string Setting()
    {
        var text = new StringBuilder();
        foreach ((string? key, int index) in _place)
        {
            _ = key is null ? text.Append(CultureInfo.InvariantCulture, $"[{index}]") : text.Append(text.Length > 0 ? "." : string.Empty).Append(key);
        }

        return text.ToString();
    }
}
