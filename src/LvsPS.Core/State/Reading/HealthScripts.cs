namespace LvsPS;

/// <summary>
/// How scripts of documents are run: by PowerShell, of which the domain knows nothing. The module says so when it is imported; without
/// it, a script is read and written, and whoever runs it is told.
/// </summary>
internal static class HealthScripts
{
    /// <summary>Makes a check of a script's text.</summary>
    public static Func<string, LvsScriptCheck> CheckOf { get; set; } = text => new LvsScriptCheck(text, (_, _) => throw NoEngine());

    /// <summary>Makes an action of a script's text.</summary>
    public static Func<string, LvsHealthAction> ActionOf { get; set; } = text => LvsHealthAction.ForScript(text, (_, _) => throw NoEngine());

    private static InvalidOperationException NoEngine() => new("There is no PowerShell to run scripts.");
}
