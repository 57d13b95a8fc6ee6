using LvsPS.Build.Packaging;
using LvsPS.Build.Testing;

namespace LvsPS.Build.Tasks;

/// <summary>
/// Builds everything and runs every test: the xUnit projects here, the conformance suite again on the real kernels of the
/// lab, the lab's cases, and Pester. Ends with one line that counts them all.
/// </summary>
internal static class TestTask
{
    private const string OwnKernel = "kernel 6.12";
    private const string DebianKernel = "Debian's kernel 6.1";

    /// <summary>Whether tests that the lab could not run are a failure, as they are in CI.</summary>
    private static bool IsLabRequired => Environment.GetEnvironmentVariable("LVSPS_REQUIRE_LAB") == "1";

    internal static async Task<int> RunAsync(Options options)
    {
        var lab = await Lab.PrepareAsync();
        await EngineCache.FillAsync();
        await BuildTask.BuildAsync(Repository.Solution);

        var filter = TestFilter.Named(options.Filter);
        var here = ProjectTests.All(filter).Select(one => new SecondChance(one)).ToList();
        var suites = Suites(lab, filter);
        var cases = GuestCase.All(options.Filter).ToList();

        // The slowest first, so that the two lanes end at about the same time.
        List<ITestJob> jobs = [.. suites.Select(one => new SecondChance(one)), .. here, .. lab.WhyNot is null ? cases.Select(one => new SecondChance(one)) : []];
        var byJob = await JobRunner.RunAsync(jobs);
        List<TestResult> results = [.. jobs.SelectMany(job => byJob[job])];
        results.AddRange(await PesterTests.RunAsync(options.Filter));

        var simulated = here.Where(job => job.Name == GuestSuite.Project).SelectMany(job => byJob[job]).ToList();
        if (lab.WhyNot is { } reason)
        {
            results.AddRange(SkippedTests.OfSuite(simulated, DebianKernel, reason));
            results.AddRange(SkippedTests.OfCases(cases, reason));
        }

        if (!lab.HasOwnKernel)
        {
            results.AddRange(SkippedTests.OfSuite(simulated, OwnKernel, lab.WhyNot ?? "the 6.12 kernel is not built (./build.ps1 LabKernel builds it)"));
        }

        var code = Report.Write(results, Console.Out);
        return code == 0 && IsLabRequired && (lab.WhyNot is not null || !lab.HasOwnKernel) ? 1 : code;
    }

    private static List<GuestSuite> Suites(Lab lab, string? filter)
    {
        if (lab.WhyNot is not null || !File.Exists(Repository.BuiltAssembly($"tests/{GuestSuite.Project}", GuestSuite.Project)))
        {
            return [];
        }

        var debian = new GuestSuite("debian", DebianKernel, filter);
        return lab.HasOwnKernel ? [debian, new GuestSuite("own", OwnKernel, filter)] : [debian];
    }
}
