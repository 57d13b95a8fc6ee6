namespace LvsPS.Build.Testing;

/// <summary>The conformance suite against the ip_vs of a real kernel, in the lab.</summary>
/// <param name="kernel">own or debian, as run.sh has it.</param>
/// <param name="title">What the kernel is called in names of tests.</param>
/// <param name="filter">Only tests with this in their names.</param>
internal sealed class GuestSuite(string kernel, string title, string? filter) : ITestJob
{
    internal const string Project = "LvsPS.Kernel.Tests";

    /// <summary>What the names of the classes end in that hold the cases for the real kernel; each has a twin for the simulator.</summary>
    internal const string RealSide = "OnKernel";
    internal const string SimulatedSide = "OnSimulator";

    public string Name => $"{Project} on {title}";

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var folder = Repository.At("output/results", "kernel-" + kernel);
        Directory.CreateDirectory(folder);
        var arguments = ProjectTests.Arguments(Repository.BuiltAssembly($"tests/{Project}", Project), folder, "kernel.trx", filter, $"FullyQualifiedName~{RealSide}");
        var run = await Lab.Guest(kernel, processor, 900, folder, [Repository.Lab("suite.sh"), .. arguments]).RunQuietlyAsync();
        return [.. ProjectTests.Collect(Path.Combine(folder, "kernel.trx"), run, Name).Select(result => result with { Name = $"{result.Name} [{title}]" })];
    }
}
