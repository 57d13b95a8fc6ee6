using LvsPS.Build.Running;
using LvsPS.Build.Testing;
using Xunit;

namespace LvsPS.Build.Tests;

/// <summary>Programs and jobs, run for the build.</summary>
public sealed class RunningTests
{
    [Fact]
    public async Task A_program_s_lines_and_exit_code_are_kept()
    {
        var result = await new Command("bash", "-c", "echo out; echo err >&2; exit 3").RunQuietlyAsync();
        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["err", "out"], result.Lines.Order());
    }

    [Fact]
    public async Task One_that_takes_too_long_is_ended_with_its_children()
    {
        var result = await new Command("bash", "-c", "sleep 60 & wait") { Limit = TimeSpan.FromMilliseconds(200) }.RunQuietlyAsync();
        Assert.Equal(CommandResult.TimedOut, result.ExitCode);
    }

    [Fact]
    public async Task A_step_that_fails_says_what_it_printed()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(() => new Command("bash", "-c", "echo the reason; exit 1").RequireAsync("The step"));
        Assert.StartsWith("The step failed", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("the reason", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_job_runs_and_no_two_on_one_processor()
    {
        var jobs = Enumerable.Range(0, 7).Select(number => new FakeJob(number)).ToList();
        var results = await JobRunner.RunAsync(jobs);
        Assert.All(jobs, job => Assert.Equal($"job {job.Number}", Assert.Single(results[job]).Name));
        Assert.False(FakeJob.Collided);
    }

    [Fact]
    public async Task What_fails_once_passes_and_says_so_and_what_fails_twice_fails()
    {
        var once = new FailingJob(failures: 1);
        var result = Assert.Single(await new SecondChance(once).RunAsync(0));
        Assert.Equal(new TestResult("failing", TestOutcome.Passed, "passed at its second run; the first one failed:\nrun 1"), result);

        var always = new FailingJob(failures: 9);
        Assert.Equal(new TestResult("failing", TestOutcome.Failed, "run 2"), Assert.Single(await new SecondChance(always).RunAsync(0)));
        Assert.Equal(2, always.Runs);

        var never = new FailingJob(failures: 0);
        Assert.Equal(TestOutcome.Passed, Assert.Single(await new SecondChance(never).RunAsync(0)).Outcome);
        Assert.Equal(1, never.Runs);
    }

    private sealed class FailingJob(int failures) : ITestJob
    {
        public string Name => "failing";

        internal int Runs { get; private set; }

        public Task<IReadOnlyList<TestResult>> RunAsync(int processor)
        {
            Runs++;
            return Task.FromResult<IReadOnlyList<TestResult>>(
                [Runs > failures ? new TestResult(Name, TestOutcome.Passed) : new TestResult(Name, TestOutcome.Failed, $"run {Runs}")]);
        }
    }

    private sealed class FakeJob(int number) : ITestJob
    {
        private static readonly int[] s_busy = new int[8];

        internal static bool Collided { get; private set; }

        internal int Number => number;

        public string Name => $"job {number}";

        public async Task<IReadOnlyList<TestResult>> RunAsync(int processor)
        {
            Collided |= Interlocked.Increment(ref s_busy[processor]) > 1;
            await Task.Yield();
            Interlocked.Decrement(ref s_busy[processor]);
            return [new TestResult(Name, TestOutcome.Passed)];
        }
    }
}
