namespace LvsPS.Build.Testing;

/// <summary>A script of tests/lab/cases, in a guest of its own: one test, which passes with exit code 0 and skips itself with 77, its last line being the reason.</summary>
internal sealed class GuestCase(string script) : ITestJob
{
    private const int SkipCode = 77;
    private const string KernelLine = "# kernel:";

    // In seconds: what takes two minutes on a quiet machine must not fail on a busy one.
    private const int Limit = 600;

    public string Name => "lab: " + Path.GetFileNameWithoutExtension(script).Replace('-', ' ').Replace('_', ' ');

    internal static IEnumerable<GuestCase> All(string? filter)
    {
        var folder = Repository.Lab("cases");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.sh").Order(StringComparer.Ordinal).Select(file => new GuestCase(file))
                .Where(one => filter is null || one.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            : [];
    }

    /// <summary>A case says what kernel it is for in a line such as "# kernel: debian"; most run on any.</summary>
    private string Kernel() => File.ReadLines(script).Take(5).FirstOrDefault(line => line.StartsWith(KernelLine, StringComparison.Ordinal))?[KernelLine.Length..].Trim() ?? "auto";

    public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
    {
        var run = await Lab.Guest(Kernel(), processor, Limit, runFolder: null, script).RunQuietlyAsync();
        return run.ExitCode switch
        {
            0 => [new TestResult(Name, TestOutcome.Passed)],
            SkipCode => [new TestResult(Name, TestOutcome.Skipped, run.LastLine)],
            _ => [new TestResult(Name, TestOutcome.Failed, $"exit code {run.ExitCode}\n{string.Join('\n', run.Lines.TakeLast(60))}")],
        };
    }
}
