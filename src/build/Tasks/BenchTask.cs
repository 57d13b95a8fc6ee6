using LvsPS.Build.Packaging;
using LvsPS.Build.Running;
using LvsPS.Build.Testing;

namespace LvsPS.Build.Tasks;

/// <summary>
/// The benchmarks: the codec's with BenchmarkDotNet, start-up on this machine, and the comparisons with ipvsadm and the C
/// yardstick in the lab. Everything is a ratio within one run; docs/benchmarks.md has the table.
/// </summary>
internal static class BenchTask
{
    internal static async Task<int> RunAsync(Options options)
    {
        var lab = await Lab.PrepareAsync();
        await EngineCache.FillAsync();
        await BuildTask.BuildAsync(Repository.Solution);

        var code = await new Command("dotnet", Repository.BuiltAssembly("tests/bench", "LvsPS.Bench"), "--filter", options.Filter ?? "*").RunVisiblyAsync();
        foreach (var script in Directory.GetFiles(Repository.At("tests/bench"), "*.sh").Order(StringComparer.Ordinal))
        {
            code = Math.Max(code, await RunScriptAsync(script, lab));
        }

        return code;
    }

    /// <summary>A script whose name ends in .lab.sh runs in a guest, any other here.</summary>
    private static async Task<int> RunScriptAsync(string script, Lab lab)
    {
        Console.WriteLine($"{Path.GetFileName(script)}:");
        if (!script.EndsWith(".lab.sh", StringComparison.Ordinal))
        {
            return await new Command("bash", script)
            {
                Environment = { ["LVSPS_SHELL"] = Repository.ShellAssembly, ["LVSPS_MODULE"] = Repository.ModuleFolder },
            }.RunVisiblyAsync();
        }

        if (lab.WhyNot is { } reason)
        {
            Console.WriteLine("  not run: " + reason);
            return 1;
        }

        return await Lab.Guest("auto", processor: 1, seconds: 1800, runFolder: null, script).RunVisiblyAsync();
    }
}
