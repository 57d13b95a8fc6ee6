using System.ComponentModel;
using System.Globalization;

namespace LvsPS;

/// <summary>
/// Runs an executable, by no shell. Exit code 0 is up, any other down; where its exit codes are weights, as of keepalived's
/// misc_dynamic, 1 is down and 2 to 255 is up with that weight less 2, but for those that the end by a signal looks like. It finds the
/// target in its environment (LVSPS_SERVICE, LVSPS_SERVER, LVSPS_ADDRESS, LVSPS_PORT), and at the time limit it is killed with what it
/// started.
/// </summary>
public sealed record LvsCommandCheck : LvsHealthCheck
{
    // What a shell and .NET add to the number of the signal that a process is ended by: its exit code is not to be told from it.
    private const int SignalBase = 128;

    private readonly IReadOnlyList<string> _arguments = ValueList<string>.Of([]);

    /// <inheritdoc/>
    public override string Kind => "Command";

    /// <summary>The executable: a path, or a name that is looked for in PATH.</summary>
    public required string Executable { get; init; }

    /// <summary>Its arguments, each as it is.</summary>
    public IReadOnlyList<string> Arguments
    {
        get => _arguments;
        init => _arguments = ValueList<string>.Of(value);
    }

    /// <summary>
    /// Whether virtual address or firewall mark, virtual port, real address and real port follow as arguments, as ldirectord's
    /// checktype external has them. The virtual port of a mark is 0.
    /// </summary>
    public bool PassesServer { get; init; }

    /// <summary>
    /// Whether exit codes from 2 are weights. A command that a signal ends looks as if it had exited with 128 and the signal's number, so
    /// that 128 and a signal that ends processes (such as 139, a crash) is down, as for keepalived, and says no weight.
    /// </summary>
    public bool IsDynamic { get; init; }

    /// <inheritdoc/>
    internal override bool NeedsPort => false;

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            (int code, string output, string error) =
                await ProcessRun.RunAsync(Executable, PassesServer ? Arguments.Concat(OfServer(target)) : Arguments, Environment(target), cancellation).ConfigureAwait(false);
            string said = error.Trim().Length > 0 ? error : output;
            bool isSignal = IsDynamic && IsEndBySignal(code);
            string reason = FormattableString.Invariant($"exit code {code}") + (isSignal ? FormattableString.Invariant($", as by signal {code - SignalBase}") : string.Empty)
                + (code != 0 && said.Trim().Length > 0 ? $", {ProbeText.Quote(said)}" : string.Empty);
            return code == 0 ? LvsCheckResult.Up(reason)
                : IsDynamic && !isSignal && code is >= 2 and <= 255 ? LvsCheckResult.Up(reason) with { Weight = code - 2 }
                : LvsCheckResult.Down(reason);
        }
        catch (Win32Exception e)
        {
            return LvsCheckResult.Down($"{Executable} cannot be run: {e.Message}");
        }
    }

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Executable))
        {
            yield return new CheckFault("it names no executable", "Write its path.");
        }

        if (Arguments.Any(a => a.Contains('\0', StringComparison.Ordinal)))
        {
            yield return new CheckFault("an argument has a null character", "Write it without.");
        }
    }

    /// <summary>Signals that end a process, after signal(7): all from 1 to 31 but the child's, the job control's, urgent data's and the window's.</summary>
    private static bool IsEndBySignal(int code) => code - SignalBase is (>= 1 and <= 16) or (>= 24 and <= 27) or (>= 29 and <= 31);

    private static string Text(int? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> OfServer(ProbeTarget target)
    {
        LvsServiceId service = target.RealServer.Service;
        return [service.VirtualAddress?.ToString() ?? service.FwMark!.Value.ToString(CultureInfo.InvariantCulture), Text(service.VirtualPort), target.Address.ToString(), Text(target.Port)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Environment(ProbeTarget target) =>
    [
        new("LVSPS_SERVICE", target.RealServer.Service.ToString()),
        new("LVSPS_SERVER", target.RealServer.ToString()),
        new("LVSPS_ADDRESS", target.Address.ToString()),
        new("LVSPS_PORT", Text(target.Port)),
    ];
}
