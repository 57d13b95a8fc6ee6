using System.Management.Automation;
using System.Text;

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

    /// <summary>Writes a file in the place of an older one, as a whole or not at all, once -WhatIf and -Confirm allow it.</summary>
    /// <param name="cmdlet">Who asks, and emits the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="what">What it holds, for the question.</param>
    /// <param name="content">Makes its text, when it is to be written.</param>
    /// <param name="noClobber">Whether a file that is there stays.</param>
    /// <param name="passThru">Whether the file is emitted.</param>
    /// <exception cref="LvsException">FileExists, or it cannot be written.</exception>
    public static void Replace(PSCmdlet cmdlet, string path, string what, Func<string> content, bool noClobber, bool passThru)
    {
        if (noClobber && File.Exists(path))
        {
            throw new LvsException(LvsErrorId.FileExists, $"The file {path} is there already.", path, "Leave -NoClobber out to replace it.");
        }

        if (!cmdlet.ShouldProcess($"Write {what} to {path}.", $"Write {what} to {path}?", "LvsPS"))
        {
            return;
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(content()));
        if (passThru)
        {
            cmdlet.WriteObject(new FileInfo(path));
        }
    }
}
