namespace LvsPS.Build.Testing;

/// <summary>Something that runs by itself and gives test results: a test project, the suite in the lab, one case there.</summary>
internal interface ITestJob
{
    /// <summary>What it is called in the list of what ran.</summary>
    string Name { get; }

    /// <summary>Runs it; <paramref name="processor"/> is the one that a lab guest may keep busy.</summary>
    Task<IReadOnlyList<TestResult>> RunAsync(int processor);
}
