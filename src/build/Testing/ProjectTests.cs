using LvsPS.Build.Running;

namespace LvsPS.Build.Testing;

/// <summary>The tests of one xUnit project, on this machine.</summary>
internal sealed class ProjectTests(string name, string? filter) : ITestJob
{
    public string Name => name;

    /// <summary>One for each test project of the tree.</summary>
    internal static IEnumerable<ProjectTests> All(string? filter) =>
        Directory.GetFiles(Repository.At("tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(project => new ProjectTests(Path.GetFileNameWithoutExtension(project), filter));

    /// <summary>The arguments of dotnet that run a test assembly and leave its results in a file; every given condition must hold.</summary>
    internal static string[] Arguments(string assembly, string folder, string file, string? filter, params string[] conditions)
    {
        string[] all = [.. conditions, .. filter is null ? Array.Empty<string>() : [$"FullyQualifiedName~{filter}"]];
        return
        [
            "test", assembly, "--logger", $"trx;LogFileName={file}", "--results-directory", folder,
            .. all.Length == 0 ? Array.Empty<string>() : ["--filter", string.Join('&', all)],
        ];
    }

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var assembly = Repository.BuiltAssembly($"tests/{name}", name);
        var folder = Repository.At("output/results");

        // The cases for the real kernel run in the lab.
        string[] conditions = name == GuestSuite.Project ? [$"FullyQualifiedName!~{GuestSuite.RealSide}"] : [];
        var result = await new Command("dotnet", Arguments(assembly, folder, name + ".trx", filter, conditions)).RunQuietlyAsync();
        return Collect(Path.Combine(folder, name + ".trx"), result, name);
    }

    /// <summary>The results of a run. One that ended badly with no failed test to show for it counts as a failure itself.</summary>
    internal static List<TestResult> Collect(string file, CommandResult run, string name)
    {
        var results = File.Exists(file) ? TrxFile.Read(file) : [];
        if (run.ExitCode != 0 && !results.Exists(result => result.Outcome == TestOutcome.Failed))
        {
            results.Add(new TestResult($"{name} (the run itself)", TestOutcome.Failed, $"exit code {run.ExitCode}\n{string.Join('\n', run.Lines.TakeLast(40))}"));
        }

        return results;
    }
}
