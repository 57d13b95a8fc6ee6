namespace LvsPS.Module.Tests.Help;

/// <summary>A parameter as a page describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What the page says of it.</param>
/// <param name="Facts">The lines of its YAML, each without blanks before it.</param>
public sealed record HelpParameter(string Name, string Text, IReadOnlyList<string> Facts)
{
    public string Type => Fact("Type");

    public bool SupportsWildcards => Fact("SupportsWildcards") == "true";

    public IEnumerable<string> Aliases => List("Aliases");

    /// <summary>Where it stands in each set, as "name position required byValue byName".</summary>
    public IEnumerable<string> Sets
    {
        get
        {
            for (var i = 0; i < Facts.Count; i++)
            {
                if (Facts[i].StartsWith("- Name: ", StringComparison.Ordinal))
                {
                    yield return string.Join(' ', Facts.Skip(i).Take(5).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
                }
            }
        }
    }

    internal static HelpParameter Read(string name, string body)
    {
        var yaml = HelpPage.Fences(body).Single(fence => fence.Kind == "yaml").Text;
        return new HelpParameter(name, body[..body.IndexOf("```yaml", StringComparison.Ordinal)].Trim(), [.. yaml.Split('\n').Select(line => line.Trim())]);
    }

    private string Fact(string name) =>
        Facts.Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    private IEnumerable<string> List(string name) => Facts
        .SkipWhile(line => !line.StartsWith(name + ":", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal))
        .Select(line => line[2..]);
}
