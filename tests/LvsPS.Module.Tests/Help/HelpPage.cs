using System.Text.RegularExpressions;
using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Help;

/// <summary>A page of docs/en-US, in the form of PlatyPS: what Get-Help shows is made from it.</summary>
public sealed partial class HelpPage
{
    private readonly Dictionary<string, string> _sections;

    private HelpPage(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Text = File.ReadAllText(path);
        _sections = Split(Text, "## ").ToDictionary(part => part.Title, part => part.Body);
        Parameters = [.. Split(Section("PARAMETERS"), "### -").Select(part => HelpParameter.Read(part.Title, part.Body))];
        Examples = [.. Split(Section("EXAMPLES"), "### ").Select(part => HelpExample.Read(Name, part.Title, part.Body))];
        Syntax = [.. Split(Section("SYNTAX"), "### ").Select(part => (part.Title, string.Join(' ', Fences(part.Body).Single().Text.Split('\n', StringSplitOptions.TrimEntries))))];
        Links = [.. Link().Matches(Section("RELATED LINKS")).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    public static string Folder { get; } = Path.Combine(BuiltModule.Root, "docs", "en-US");

    /// <summary>The pages of cmdlets, by name.</summary>
    public static IReadOnlyList<HelpPage> All { get; } =
        [.. Directory.GetFiles(Folder, "*-*.md").Order(StringComparer.Ordinal).Select(path => new HelpPage(path))];

    public string Name { get; }

    public string Text { get; }

    public string Synopsis => Section("SYNOPSIS");

    public string Description => Section("DESCRIPTION");

    public string Notes => Section("NOTES");

    public IReadOnlyList<HelpParameter> Parameters { get; }

    public IReadOnlyList<HelpExample> Examples { get; }

    /// <summary>The name of each parameter set and its line.</summary>
    public IReadOnlyList<(string Set, string Line)> Syntax { get; }

    /// <summary>The types that it gives.</summary>
    public IEnumerable<string> Outputs => Split(Section("OUTPUTS"), "### ").Select(part => part.Title);

    public IReadOnlyList<(string Text, string Target)> Links { get; }

    public static HelpPage Of(string name) => All.Single(page => page.Name == name);

    /// <summary>The fenced blocks of a text, each with the word behind its fence.</summary>
    public static IEnumerable<(string Kind, string Text)> Fences(string text) =>
        Fence().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value.TrimEnd('\n')));

    /// <summary>The parts of a text below headings, outside of fences.</summary>
    private static IEnumerable<(string Title, string Body)> Split(string text, string heading)
    {
        (string Title, List<string> Lines)? current = null;
        var isFenced = false;
        foreach (var line in text.Split('\n'))
        {
            isFenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isFenced && line.StartsWith(heading, StringComparison.Ordinal))
            {
                if (current is { } done)
                {
                    yield return (done.Title, string.Join('\n', done.Lines).Trim('\n'));
                }

                current = (line[heading.Length..].Trim(), []);
            }
            else
            {
                current?.Lines.Add(line);
            }
        }

        if (current is { } last)
        {
            yield return (last.Title, string.Join('\n', last.Lines).Trim('\n'));
        }
    }

    [GeneratedRegex(@"^```([^\n]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^- \[([^\]]+)\]\(([^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex Link();

    private string Section(string title) => _sections.GetValueOrDefault(title, "");
}
