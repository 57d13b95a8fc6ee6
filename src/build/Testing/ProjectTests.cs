using LvsPS.Build.Running;

namespace LvsPS.Build.Testing;

/// <summary>The tests of one xUnit project, on this machine.</summary>
/// <param name="name">The project.</param>
/// <param name="filter">A filter expression, or null for all.</param>
internal sealed class ProjectTests(string name, string? filter) : ITestJob
{
    public string Name => name;

    /// <summary>One for each test project of the tree.</summary>
    internal static IEnumerable<ProjectTests> All(string? filter) =>
        Directory.GetFiles(Repository.At("tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetFileNameWithoutExtension(project))
            .Order(StringComparer.Ordinal)

            // The cases for the real kernel run in the lab.
            .Select(project => new ProjectTests(project, project == GuestSuite.Project ? TestFilter.And(filter, TestFilter.NotNamed(GuestSuite.RealSide)) : filter));

    /// <summary>The arguments of dotnet that run a test assembly and leave its results in a file.</summary>
    internal static string[] Arguments(string assembly, string resultFile, string? filter) =>
    [
        "test", assembly, "--logger", $"trx;LogFileName={Path.GetFileName(resultFile)}", "--results-directory", Path.GetDirectoryName(resultFile)!,
        .. filter is null ? Array.Empty<string>() : ["--filter", filter],
    ];

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var file = ResultFile(name);
        var run = await new Command("dotnet", Arguments(Repository.BuiltAssembly($"tests/{name}", name), file, filter)).RunQuietlyAsync();
        return Collect(file, run, name);
    }

    /// <summary>The file for the results of a run, which is not there yet.</summary>
    internal static string ResultFile(params string[] parts)
    {
        var file = Repository.At(["output/results", .. parts]) + ".trx";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Delete(file);
        return file;
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
