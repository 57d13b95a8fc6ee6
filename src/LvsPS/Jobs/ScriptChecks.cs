using System.Management.Automation;

namespace LvsPS.Jobs;

/// <summary>Script blocks as checks and as actions of a monitor.</summary>
internal static class ScriptChecks
{
    /// <summary>A check by a script block, whose last word counts: a bool, a weight, or a result object.</summary>
    /// <param name="script">The script.</param>
    /// <returns>The check.</returns>
    public static LvsScriptCheck CheckOf(ScriptText script) => new(script.Text, async (server, cancellation) =>
    {
        IReadOnlyList<PSObject> given = await ScriptRunspaces.RunAsync(script, server, cancellation).ConfigureAwait(false);
        return ResultOf(given.Count > 0 ? given[^1]?.BaseObject : null);
    });

    /// <summary>An action by a script block, which is given the event.</summary>
    /// <param name="script">The script.</param>
    /// <returns>The action.</returns>
    public static LvsHealthAction ActionOf(ScriptText script) =>
        LvsHealthAction.ForScript(script.Text, (happened, cancellation) => ScriptRunspaces.RunAsync(script, happened, cancellation));

    private static LvsCheckResult ResultOf(object? given) => given switch
    {
        null => LvsCheckResult.Down("the script gave nothing"),
        LvsCheckResult result => result,
        LvsRealServerTest test => new LvsCheckResult(test.IsUp, test.Reason) { Weight = test.Weight },
        bool isUp => new LvsCheckResult(isUp, isUp ? "the script gave True" : "the script gave False"),
        sbyte or byte or short or ushort or int or uint or long or ulong => OfWeight(Convert.ToDecimal(given, System.Globalization.CultureInfo.InvariantCulture)),
        _ => LvsCheckResult.Down($"the script gave {given.GetType().Name}, which is neither a bool nor a weight"),
    };

    private static LvsCheckResult OfWeight(decimal weight) => weight is >= 0 and <= int.MaxValue
        ? LvsCheckResult.Up(FormattableString.Invariant($"the script gave the weight {weight}")) with { Weight = (int)weight }
        : LvsCheckResult.Down(FormattableString.Invariant($"the script gave {weight}, which is no weight"));
}
