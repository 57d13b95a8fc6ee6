using System.Text;

namespace LvsPS;

/// <summary>Takes a command line apart as a shell does, without running one: words at blanks, quotation marks keep them together.</summary>
internal static class ConfigCommand
{
    /// <summary>Takes a command line apart.</summary>
    /// <param name="text">The line.</param>
    /// <returns>Its words; a quotation mark that is not closed reaches to the end.</returns>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isWord = false;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
                isWord = true;
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                isWord = true;
            }
            else if (quote == '\0' && c is (' ' or '\t'))
            {
                Take();
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        Take();
        return words;

        void Take()
        {
            if (isWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
        }
    }
}
