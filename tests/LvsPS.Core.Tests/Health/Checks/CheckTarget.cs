using System.Net;

namespace LvsPS.Core.Tests.Health.Checks;

/// <summary>Runs checks of servers on loopback.</summary>
internal static class CheckTarget
{
    public static readonly LvsServiceId Service = new("tcp://192.0.2.10:80");

    /// <summary>Long enough for a busy machine, and never waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>For what must run into its limit.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    public static Task<LvsCheckResult> RunAsync(LvsHealthCheck check, int port, CancellationToken cancellation = default) =>
        RunAsync(check, IPAddress.Loopback, port, cancellation);

    public static Task<LvsCheckResult> RunAsync(LvsHealthCheck check, IPAddress address, int port, CancellationToken cancellation = default) => CheckRun.RunAsync(
        check.Timeout == LvsHealthCheck.DefaultTimeout ? check with { Timeout = Patience } : check,
        new LvsRealServer { Service = Service, Address = address, Port = port },
        TimeProvider.System,
        cancellation);

    public static void Up(string reason, LvsCheckResult result) => Assert(true, reason, result);

    public static void Down(string reason, LvsCheckResult result) => Assert(false, reason, result);

    private static void Assert(bool isUp, string reason, LvsCheckResult result) => Xunit.Assert.Equal((isUp, reason), (result.IsUp, result.Reason));
}
