namespace LvsPS.Module.Tests.Engine;

/// <summary>The module folder that the build has laid out.</summary>
public static class BuiltModule
{
    public static string Root { get; } = FindRoot();

    public static string Version { get; } = typeof(BuiltModule).Assembly.GetName().Version!.ToString(3);

    public static string Folder { get; } = Environment.GetEnvironmentVariable("LVSPS_MODULE") ?? Path.Combine(Root, "output", "LvsPS", Version);

    public static string Manifest => Path.Combine(Folder, "LvsPS.psd1");

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
