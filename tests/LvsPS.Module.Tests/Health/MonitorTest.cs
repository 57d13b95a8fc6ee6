using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>A test of monitors: a service with two real servers on loopback, and waiting for what a monitor does in its own time.</summary>
public abstract class MonitorTest : EngineTest
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    protected MonitorTest() => Given(
        $"New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 127.0.0.1 -Port {Listener.Port} -Forwarding Masquerade -Weight 3");

    internal Listener Listener { get; } = new();

    /// <summary>The parameters of a monitor that is fast, and yet takes no server for dead on a machine that is busy.</summary>
    protected static string Fast => "-Interval 400ms -HealthCheck (New-LvsHealthCheck -Timeout 400ms)";

    /// <summary>The line of the real server in a save file, with a weight.</summary>
    protected string Server(int weight) => $"-a -t 10.0.0.1:80 -r 127.0.0.1:{Listener.Port} -m -w {weight}";

    /// <summary>Waits until the table has exactly these real servers.</summary>
    protected void Becomes(params string[] servers) => Eventually(() => Rules().Skip(1).SequenceEqual(servers), () => string.Join('\n', Rules()));

    /// <summary>Waits until a script gives true.</summary>
    protected void Until(string script) => Eventually(() => Run(script).Output is [.., { BaseObject: true }], () => script);

    /// <summary>What was received of all jobs, as lines without what differs from run to run.</summary>
    protected IReadOnlyList<string> Kinds() => [.. Run("Get-Job | Receive-Job -Keep").Values("Kind").Select(k => $"{k}")];

    protected override void Dispose(bool disposing)
    {
        Engine.Run("Get-Job | Remove-Job -Force");
        Listener.Dispose();
        base.Dispose(disposing);
    }

    private static void Eventually(Func<bool> condition, Func<string> otherwise) => Assert.True(SpinWait.SpinUntil(condition, s_deadline), otherwise());
}
