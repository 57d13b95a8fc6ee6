using System.Management.Automation;

namespace LvsPS.Commands;

/// <summary>Paths of PowerShell as paths of the file system.</summary>
internal static class FilePaths
{
    /// <summary>The one file that a path names, which need not be there.</summary>
    public static string ForWriting(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return Literal(cmdlet, path);
        }

        List<string> found = Matching(cmdlet, path);
        return found.Count == 1
            ? found[0]
            : throw new LvsException(
                LvsErrorId.FileNotFound, $"The path {path} names {found.Count} files.", path, "Name one file, or use -LiteralPath for a name with wildcard characters.");
    }

    /// <summary>The files that a path names.</summary>
    public static IReadOnlyList<string> ForReading(PSCmdlet cmdlet, string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [Literal(cmdlet, path)];
        }

        List<string> found = Matching(cmdlet, path);
        return found.Count > 0 ? found : throw NotFound(path);
    }

    public static string Literal(PSCmdlet cmdlet, string path)
    {
        try
        {
            return FileSystem(cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _), provider, path);
        }
        catch (SessionStateException e)
        {
            throw new LvsException(LvsErrorId.FileNotFound, e.Message, path, "Give the path of a file.", e);
        }
    }

    public static LvsException NotFound(string path) => new(
        LvsErrorId.FileNotFound, $"There is no file {path}.", path, "Check the name; Export-LvsTable writes one.");

    private static List<string> Matching(PSCmdlet cmdlet, string path)
    {
        try
        {
            IEnumerable<string> found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            return [.. found.Select(f => FileSystem(f, provider, path))];
        }
        catch (SessionStateException)
        {
            return [];
        }
    }

    private static string FileSystem(string resolved, ProviderInfo provider, string path) => provider.Name == "FileSystem"
        ? resolved
        : throw new LvsException(LvsErrorId.FileNotFound, $"{path} is no path of the file system.", path, "Give the path of a file.");
}
