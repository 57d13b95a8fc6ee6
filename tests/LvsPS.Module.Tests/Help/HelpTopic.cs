using LvsPS.Module.Tests.Engine;

namespace LvsPS.Module.Tests.Help;

/// <summary>A topic of module/en-US, which Get-Help shows as it is.</summary>
public sealed class HelpTopic
{
    private HelpTopic(string path)
    {
        Name = Path.GetFileName(path).Split('.')[0];
        Lines = File.ReadAllLines(path);
    }

    public static IReadOnlyList<HelpTopic> All { get; } =
        [.. Directory.GetFiles(Path.Combine(BuiltModule.Root, "module", "en-US"), "about_*.help.txt").Order(StringComparer.Ordinal).Select(path => new HelpTopic(path))];

    public string Name { get; }

    public IReadOnlyList<string> Lines { get; }

    public string Short => Under("SHORT DESCRIPTION").First();

    public static HelpTopic Of(string name) => All.Single(topic => topic.Name == name);

    /// <summary>The lines below a heading that say something, without blanks around them.</summary>
    public IEnumerable<string> Under(string heading) => Lines
        .SkipWhile(line => line != heading)
        .Skip(1)
        .TakeWhile(line => line.Length == 0 || line[0] == ' ')
        .Where(line => line.Length > 0)
        .Select(line => line.Trim());
}
