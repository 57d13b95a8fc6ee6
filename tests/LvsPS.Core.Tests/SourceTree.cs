namespace LvsPS.Core.Tests;

/// <summary>The tree that these tests were built from.</summary>
internal static class SourceTree
{
    internal static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LvsPS.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds LvsPS.sln.");
    }
}
