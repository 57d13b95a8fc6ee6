namespace LvsPS;

/// <summary>Writes ipvsadm lines.</summary>
public static class RuleWriter
{
    /// <summary>The ipvsadm line of a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The line.</returns>
    public static string Write(LvsChange change) => change.Target;
}
