using System.Text;

namespace LvsPS;

/// <summary>Texts for the columns of tables, which break what is too long anywhere. Objects have the whole ones.</summary>
public static class LvsText
{
    /// <summary>A text in lines that end between words. A word that is wider than a line has one of its own.</summary>
    /// <param name="text">The text; null for none.</param>
    /// <param name="width">How many characters a line has at most.</param>
    /// <returns>The text, with line feeds.</returns>
    public static string Wrap(string? text, int width) => string.Join('\n', Lines(text ?? string.Empty, width));

    /// <summary>The lines of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How many characters a line has at most.</param>
    /// <returns>One at least.</returns>
    internal static IEnumerable<string> Lines(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                _ = line.Clear();
            }

            _ = line.Append(line.Length > 0 ? " " : string.Empty).Append(word);
        }

        yield return line.ToString();
    }
}
