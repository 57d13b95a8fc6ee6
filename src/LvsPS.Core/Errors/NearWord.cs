namespace LvsPS;

/// <summary>Finds the word that was meant by one that is none.</summary>
internal static class NearWord
{
    /// <summary>The nearest of the words that could be meant.</summary>
    /// <param name="word">The word.</param>
    /// <param name="known">Those that there are.</param>
    /// <returns>The nearest; null where none is near.</returns>
    public static string? Of(string word, IEnumerable<string> known) => known
        .Select(k => (Word: k, Distance: Distance(k.ToUpperInvariant(), word.ToUpperInvariant())))
        .Where(k => k.Distance <= Math.Max(1, Math.Min(3, word.Length / 3)))
        .OrderBy(k => k.Distance)
        .FirstOrDefault().Word;

    /// <summary>How many letters have to be changed, added or left out to get from one word to another.</summary>
    /// <param name="x">One.</param>
    /// <param name="y">The other.</param>
    /// <returns>The number.</returns>
    public static int Distance(string x, string y)
    {
        int[] row = [.. Enumerable.Range(0, y.Length + 1)];
        for (int i = 0; i < x.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < y.Length; j++)
            {
                int above = row[j + 1];
                row[j + 1] = Math.Min(Math.Min(above, row[j]) + 1, diagonal + (x[i] == y[j] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[y.Length];
    }
}
