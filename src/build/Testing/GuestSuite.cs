namespace LvsPS.Build.Testing;

/// <summary>The conformance suite against the ip_vs of a real kernel, in the lab.</summary>
/// <param name="kernel">own or debian, as run.sh has it.</param>
/// <param name="title">What the kernel is called in names of tests.</param>
/// <param name="filter">A filter expression, or null for all.</param>
internal sealed class GuestSuite(string kernel, string title, string? filter) : ITestJob
{
    internal const string Project = "LvsPS.Kernel.Tests";

    /// <summary>What the names of the classes end in that hold the cases for the real kernel; each has a twin for the simulator.</summary>
    internal const string RealSide = "OnKernel";
    internal const string SimulatedSide = "OnSimulator";

    public string Name => $"{Project} on {title}";

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var file = ProjectTests.ResultFile("kernel-" + kernel, "kernel");
        var only = TestFilter.And(filter, TestFilter.Named(RealSide));
        var arguments = ProjectTests.Arguments(Repository.BuiltAssembly($"tests/{Project}", Project), file, only);
        var run = await Lab.Guest(kernel, processor, 900, Path.GetDirectoryName(file), [Repository.Lab("suite.sh"), .. arguments]).RunQuietlyAsync();
        return [.. ProjectTests.Collect(file, run, Name).Select(result => result with { Name = $"{result.Name} [{title}]" })];
    }
}
