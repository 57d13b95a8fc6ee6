using System.Diagnostics;
using LvsPS.Build.Packaging;
using LvsPS.Build.Running;

namespace LvsPS.Build.Tasks;

/// <summary>Leaves output/LvsPS/VERSION ready for Import-Module.</summary>
internal static class BuildTask
{
    internal static async Task<int> RunAsync()
    {
        // Laid out anew, so that nothing of an earlier build stays.
        if (Directory.Exists(Repository.At("output/LvsPS")))
        {
            Directory.Delete(Repository.At("output/LvsPS"), recursive: true);
        }

        await BuildAsync(Repository.At("src/LvsPS.Shell"));
        Console.WriteLine($"Built {Repository.ModuleFolder}");
        return 0;
    }

    /// <summary>Builds a project or the solution; the module folder is laid out by the way. Then its assemblies get native code, where they lack it.</summary>
    internal static async Task BuildAsync(string project)
    {
        var watch = Stopwatch.StartNew();
        await new Command("dotnet", "build", project, "-v", "q", "--nologo", "-m:2").RequireAsync("The build");
        await AddNativeCodeAsync();
        Console.WriteLine($"Built {Path.GetFileName(project)} in {watch.Elapsed.TotalSeconds:0} s.");
    }

    private static async Task AddNativeCodeAsync()
    {
        if (NativeCode.Compiler is not { } compiler)
        {
            return;
        }

        string[] references =
        [
            Repository.ModuleFolder,
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Netlink"),
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Netlink/runtimes/linux-x64/lib/netstandard2.0"),
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Nftables"),
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Simulator"),
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Probes"),
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Probes/runtimes/linux/lib/net8.0"),
            Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Yaml"),
            Path.Combine(Path.GetDirectoryName(Repository.ShellAssembly)!, "runtimes/unix/lib/net10.0"),
        ];

        // Of the packages only the reader of YAML: a document is read by a process that has just begun.
        var assemblies = Directory.GetFiles(Repository.ModuleFolder, "LvsPS*.dll", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.ModuleFolder, "dependencies/LvsPS.Yaml/YamlDotNet.dll"))
            .Where(file => !NativeCode.IsIn(file));
        foreach (var assembly in assemblies)
        {
            await NativeCode.CompileAsync(compiler, assembly, assembly, [.. references.Where(Directory.Exists)]);
        }
    }
}
