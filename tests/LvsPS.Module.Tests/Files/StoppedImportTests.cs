using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Files;

/// <summary>Ctrl+C in the middle of an import: what was done is done, and is told although a stopped cmdlet may write nothing more.</summary>
public sealed class StoppedImportTests : EngineTest
{
    private const int Services = 5000;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void It_says_what_it_did_and_what_to_do()
    {
        string file = _folder.Write("t", string.Join('\n', Enumerable.Range(0, Services).Select(i => $"-A -t 10.0.{i / 250}.{i % 250}:80 -s rr")));
        PSObject session = Run("Get-LvsSession -Default").Output.Single();
        EngineResult result = Engine.RunStopped($"Import-LvsTable {file}", stop => InterposedClient.Of(session, (name, arguments, call) =>
        {
            if (name == "Apply")
            {
                arguments[1] = new FirstPart(stop, (CancellationToken)arguments[2]!);
            }

            return call();
        }));
        int done = Run("Get-LvsService").Output.Count;
        Assert.InRange(done, 1, Services - 1);
        Assert.Equal(
            [$"WARNING: Stopped half-way. {file}: {done} added, 0 edited, 0 removed, 0 unchanged, {Services - done} failed. Run the same again for the rest."],
            result.Host);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }

    /// <summary>Presses Ctrl+C when the first part of the changes is done.</summary>
    private sealed class FirstPart(Action stop, CancellationToken cancellation) : IProgress<int>
    {
        public void Report(int value)
        {
            stop();
            Assert.True(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)), "The cmdlet was not told to stop.");
        }
    }
}
