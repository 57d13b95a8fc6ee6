namespace LvsPS;

/// <summary>Which lines are written.</summary>
public enum LvsRuleDialect
{
    /// <summary>
    /// Everything, thresholds, time-outs and daemons too, in lines that <c>ipvsadm -R</c> reads. What ipvsadm has no words for gets a line
    /// that only LvsPS reads, and a warning.
    /// </summary>
    Lossless,

    /// <summary>The very lines of <c>ipvsadm -Sn</c>, which leaves out thresholds, time-outs and daemons.</summary>
    Ipvsadm,
}

/// <summary>A written table.</summary>
/// <param name="Lines">The lines, without line ends.</param>
/// <param name="Warnings">What ipvsadm could not read or would refuse, one sentence each.</param>
public sealed record LvsRuleText(IReadOnlyList<string> Lines, IReadOnlyList<string> Warnings);

/// <summary>Writes ipvsadm lines.</summary>
public static class RuleWriter
{
    /// <summary>The ipvsadm line of a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The line, without the word ipvsadm.</returns>
    public static string Write(LvsChange change) => change.Target;

    /// <summary>The lines of a table: time-outs, daemons, then each service with its real servers, in an order of their own.</summary>
    /// <param name="table">The table.</param>
    /// <param name="dialect">Which lines.</param>
    /// <returns>The lines and the warnings.</returns>
    public static LvsRuleText WriteTable(LvsTable table, LvsRuleDialect dialect = LvsRuleDialect.Lossless) => throw new NotSupportedException();
}
