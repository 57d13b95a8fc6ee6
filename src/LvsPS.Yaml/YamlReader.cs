using YamlDotNet.Core;

namespace LvsPS.Yaml;

/// <summary>
/// Reads one YAML document as plain values with their places. What is wrong with the text is told, and no exception is thrown; the only
/// exceptions are the stream's own.
/// </summary>
public static class YamlReader
{
    /// <summary>Reads bytes.</summary>
    /// <param name="stream">The text in UTF-8, with a byte order mark or without.</param>
    /// <returns>The document.</returns>
    public static YamlDocument Read(Stream stream)
    {
        (string? text, YamlProblem? problem) = YamlText.Read(stream);
        return text is null ? new YamlDocument(null, [problem!]) : Parse(text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The document.</returns>
    public static YamlDocument Read(string text)
    {
        if (text.Length > YamlLimits.Bytes)
        {
            return Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
        }

        return YamlText.Check(text) is YamlProblem problem ? new YamlDocument(null, [problem]) : Parse(text);
    }

    private static YamlDocument Parse(string text)
    {
        var scanner = new Scanner(new StringReader(text), skipComments: true);
        var builder = new NodeBuilder(new Parser(scanner));
        try
        {
            YamlNode? root = builder.Build();
            return new YamlDocument(root, builder.Problems);
        }
        catch (YamlException e)
        {
            return new YamlDocument(null, [.. builder.Problems, ProblemOf(text, e)]);
        }
#pragma warning disable CA1031 // The library throws what it likes at texts that it does not expect; for whoever wrote one, it is no YAML.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            Mark at = scanner.CurrentPosition;
            return new YamlDocument(null, [.. builder.Problems, ProblemOf(text, new YamlException(at, at, "it cannot be read"))]);
        }
    }

    private static YamlProblem ProblemOf(string text, YamlException error)
    {
        bool isAboutTabs = error.Message.Contains(" tab ", StringComparison.Ordinal);
        if (YamlText.FirstTab(text, (int)error.Start.Line, isAboutTabs ? int.MaxValue : (int)error.End.Line) is (int tabLine, int tabColumn))
        {
            return new YamlProblem(tabLine, tabColumn, "A tab begins the line, and YAML is indented by blanks.", "Write blanks in its place.");
        }

        string reason = error.Message.Split('\n')[0].Trim().TrimEnd('.');
        return new YamlProblem(
            (int)error.Start.Line,
            (int)error.Start.Column,
            $"The text is no YAML here: {(reason.Length == 0 ? "it cannot be read" : char.ToLowerInvariant(reason[0]) + reason[1..])}.",
            "Look for a missing colon, quote or bracket, and whether the lines are indented alike; put texts with special characters in quotes.");
    }
}
