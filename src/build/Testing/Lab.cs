using LvsPS.Build.Running;

namespace LvsPS.Build.Testing;

/// <summary>The lab of tests/lab: what of it can run here, and how.</summary>
internal sealed class Lab
{
    private Lab(string? whyNot, bool hasOwnKernel)
    {
        WhyNot = whyNot;
        HasOwnKernel = hasOwnKernel;
    }

    /// <summary>Why nothing of it can run here, or null where it can.</summary>
    internal string? WhyNot { get; }

    /// <summary>The project's own kernel is in the cache.</summary>
    internal bool HasOwnKernel { get; }

    /// <summary>Installs what the lab needs, where it may, and looks what there is.</summary>
    internal static async Task<Lab> PrepareAsync()
    {
        Console.WriteLine("Installing what the lab needs first ...");
        var setup = await new Command("bash", Repository.Lab("setup.sh")).RunQuietlyAsync();
        foreach (var line in setup.Lines)
        {
            Console.WriteLine("  " + line);
        }

        if (setup.ExitCode != 0)
        {
            return new Lab($"the lab's packages are not all installed: {setup.LastLine}", hasOwnKernel: false);
        }

        var own = await new Command("bash", Repository.Lab("kernel.sh"), "-q").RunQuietlyAsync();
        return new Lab(null, own.ExitCode == 0);
    }

    /// <summary>The command that runs a script in a guest.</summary>
    /// <param name="kernel">own, debian or auto, as run.sh has it.</param>
    /// <param name="processor">The processor of this machine that the guest keeps to.</param>
    /// <param name="seconds">How long the guest may live.</param>
    /// <param name="runFolder">The folder that the guest may write to, or null.</param>
    /// <param name="script">The script and its arguments.</param>
    internal static Command Guest(string kernel, int processor, int seconds, string? runFolder, params string[] script) =>
        new("bash",
        [
            Repository.Lab("run.sh"), "-k", kernel, "-t", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. runFolder is null ? Array.Empty<string>() : ["-r", runFolder],
            "-e", $"LVSPS_SHELL={Repository.ShellAssembly}", "-e", $"LVSPS_MODULE={Repository.ModuleFolder}",
            .. script,
        ])
        {
            Environment = { ["LVSPS_LAB_CPU"] = processor.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            Limit = TimeSpan.FromSeconds(seconds + 60),
        };
}
