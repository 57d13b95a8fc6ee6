using LvsPS.Build.Running;
using LvsPS.Build.Testing;

namespace LvsPS.Build.Tasks;

/// <summary>What can be said without running the code for long: warnings, formatting, and the tests that hold conventions, references and help.</summary>
internal static class CheckTask
{
    /// <summary>Words of the names of those tests.</summary>
    private static readonly string[] s_subjects = ["Convention", "Help", "Architecture", "Format"];

    internal static async Task<int> RunAsync()
    {
        await BuildTask.BuildAsync(Repository.Solution);
        var format = await new Command("dotnet", "format", "whitespace", Repository.Solution, "--no-restore", "--verify-no-changes").RunQuietlyAsync();
        if (format.ExitCode != 0)
        {
            Console.WriteLine($"The formatting differs from .editorconfig; `dotnet format whitespace` corrects it.\n{format.Text}");
            return 1;
        }

        List<ITestJob> jobs = [.. ProjectTests.All(TestFilter.Named(s_subjects)).Where(job => job.Name is "LvsPS.Module.Tests" or "LvsPS.Core.Tests")];
        var results = await JobRunner.RunAsync(jobs);
        return Report.Write([.. results.Values.SelectMany(list => list)], Console.Out);
    }
}
