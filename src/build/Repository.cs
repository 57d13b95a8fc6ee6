using System.Reflection;
using System.Text.RegularExpressions;

namespace LvsPS.Build;

/// <summary>Where things are in the tree that this tool was built from.</summary>
internal static partial class Repository
{
    internal static string Root { get; } = FindRoot();

    /// <summary>The version of the module; its only home is the manifest.</summary>
    internal static string Version { get; } = ModuleVersion().Match(File.ReadAllText(At("module/LvsPS.psd1"))).Groups[1].Value;

    internal static string Solution => At("LvsPS.sln");

    internal static string ModuleFolder => At("output/LvsPS", Version);

    internal static string ShellAssembly => BuiltAssembly("src/LvsPS.Shell", "LvsPS.Shell");

    internal static string Lab(string script) => At("tests/lab", script);

    internal static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    internal static string BuiltAssembly(string project, string name) => At(project, "bin/Release/net10.0", name + ".dll");

    /// <summary>A value that the build left in this assembly (LvsPS.Build.csproj), or null.</summary>
    internal static string? Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "LvsPS.sln")))
            {
                return folder.FullName;
            }
        }

        throw new BuildException("This tool is not inside of the tree it was built from: no folder above it holds LvsPS.sln.");
    }

    [GeneratedRegex(@"ModuleVersion\s*=\s*'([^']+)'")]
    private static partial Regex ModuleVersion();
}
