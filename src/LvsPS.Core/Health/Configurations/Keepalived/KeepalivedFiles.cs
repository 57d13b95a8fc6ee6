using System.IO.Enumeration;

namespace LvsPS;

/// <summary>Finds the files that a configuration includes: names relative to the file that includes them, with wildcards (*, ?).</summary>
internal static class KeepalivedFiles
{
    /// <summary>More files are no configuration.</summary>
    public const int Most = 1024;

    /// <summary>Finds files.</summary>
    /// <param name="pattern">A name, or one with wildcards in any part.</param>
    /// <param name="folder">The folder that relative names begin at; null where there is none.</param>
    /// <returns>The files in order of their names; none where there are none, or where they cannot be listed.</returns>
    public static IReadOnlyList<string> Find(string pattern, string? folder)
    {
        if (folder is null && !Path.IsPathRooted(pattern))
        {
            return [];
        }

        try
        {
            string whole = Path.GetFullPath(pattern, folder ?? "/");
            if (!HasWildcard(whole))
            {
                return File.Exists(whole) ? [whole] : [];
            }

            IEnumerable<string> found = ["/"];
            string[] parts = whole.Split('/', StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < parts.Length; i++)
            {
                string part = parts[i];
                bool isLast = i == parts.Length - 1;
                found = [.. found.SelectMany(f => Below(f, part, isLast)).Take(Most)];
            }

            return [.. found.Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or System.Security.SecurityException)
        {
            return [];
        }
    }

    /// <summary>A name with wildcards, as a whole path.</summary>
    /// <param name="pattern">The name.</param>
    /// <param name="folder">The folder that relative names begin at; null where there is none.</param>
    /// <returns>The path; null for a name without wildcards, and for one that is none.</returns>
    public static string? Wildcard(string pattern, string? folder) =>
        HasWildcard(pattern) && (folder is not null || Path.IsPathRooted(pattern)) && !pattern.Contains('\0', StringComparison.Ordinal)
            ? Path.GetFullPath(pattern, folder ?? "/")
            : null;

    /// <summary>Whether a name has wildcards.</summary>
    /// <param name="name">The name.</param>
    /// <returns>True where it has.</returns>
    public static bool HasWildcard(string name) => name.AsSpan().IndexOfAny('*', '?') >= 0;

    private static IEnumerable<string> Below(string folder, string part, bool isFile)
    {
        if (!HasWildcard(part))
        {
            string path = Path.Combine(folder, part);
            return (isFile ? File.Exists(path) : Directory.Exists(path)) ? [path] : [];
        }

        // A wildcard at the beginning of a name does not stand for a dot, as in glob(7).
        return (isFile ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder))
            .Where(p => Path.GetFileName(p) is string name && (name[0] != '.' || part[0] == '.') && FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false));
    }
}
