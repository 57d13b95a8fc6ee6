using LvsPS.Build.Running;

namespace LvsPS.Build.Tasks;

/// <summary>A real kernel with the walkthrough's network: a prompt in its director, or a script run there.</summary>
internal static class LabTask
{
    internal static async Task<int> RunAsync(Options options)
    {
        await RequireSetupAsync();
        await BuildTask.BuildAsync(Repository.At("src/LvsPS.Shell"));
        string[] variables = ["-e", $"LVSPS_SHELL={Repository.ShellAssembly}", "-e", $"LVSPS_MODULE={Repository.ModuleFolder}"];
        if (options.Script is not { } script)
        {
            return await new Command("bash", [Repository.Lab("run.sh"), "-i", .. variables]).RunVisiblyAsync();
        }

        if (!File.Exists(script))
        {
            throw new BuildException($"There is no script '{script}'.");
        }

        // A PowerShell script runs in the shell of this tree, any other in bash; both in the director.
        var path = Path.GetFullPath(script);
        string[] inside = path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? ["dotnet", Repository.ShellAssembly, path] : ["bash", path];
        return await new Command("bash", [Repository.Lab("run.sh"), "-t", "0", .. variables, Repository.Lab("shell.sh"), .. inside]).RunVisiblyAsync();
    }

    internal static async Task<int> BuildKernelAsync()
    {
        await RequireSetupAsync("kernel");
        return await new Command("bash", Repository.Lab("kernel.sh")).RunVisiblyAsync();
    }

    private static async Task RequireSetupAsync(params string[] more)
    {
        if (await new Command("bash", [Repository.Lab("setup.sh"), .. more]).RunVisiblyAsync() != 0)
        {
            throw new BuildException("The lab cannot run here, since its packages are not all installed.");
        }
    }
}
