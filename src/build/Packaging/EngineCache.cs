using LvsPS.Build.Running;

namespace LvsPS.Build.Packaging;

/// <summary>The PowerShell engine with native code, kept in the user's cache folder (NativeEngine.targets).</summary>
internal static class EngineCache
{
    /// <summary>Compiles the engine, if this machine can and the cache has none. Half a minute, once.</summary>
    internal static async Task FillAsync()
    {
        var target = Repository.Metadata("NativeEngine")!;
        if (NativeCode.Compiler is not { } compiler || File.Exists(target))
        {
            return;
        }

        // The shell's own output has the engine and all that it refers to.
        Console.WriteLine("Compiling the PowerShell engine to native code, once ...");
        await new Command("dotnet", "build", Repository.At("src/LvsPS.Shell"), "-v", "q", "--nologo").RequireAsync("Building the shell");
        var output = Path.GetDirectoryName(Repository.ShellAssembly)!;
        var engineFolder = Path.Combine(output, "runtimes/unix/lib/net10.0");
        await NativeCode.CompileAsync(compiler, Path.Combine(engineFolder, "System.Management.Automation.dll"), target, output, engineFolder);
    }
}
