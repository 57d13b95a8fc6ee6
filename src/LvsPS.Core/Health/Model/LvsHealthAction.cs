namespace LvsPS;

/// <summary>
/// What is run at an event: an executable with arguments, by no shell, or a script block of whoever started the monitor. The
/// executable finds the event in its environment: LVSPS_EVENT, LVSPS_SERVICE, LVSPS_SERVER, LVSPS_FROM, LVSPS_TO, LVSPS_REASON.
/// </summary>
public sealed record LvsHealthAction
{
    /// <summary>How long an action may take: thirty seconds.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private LvsHealthAction()
    {
    }

    /// <summary>The executable; null for a script block.</summary>
    public string? Executable { get; private init; }

    /// <summary>Its arguments.</summary>
    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>The text of the script block; null for an executable.</summary>
    public string? Script { get; private init; }

    /// <summary>How long it may take; then it is ended.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>What runs the script block; null for an executable.</summary>
    internal Func<LvsHealthEvent, CancellationToken, Task>? Run { get; private init; }

    /// <summary>An executable.</summary>
    /// <param name="executable">Its path, or its name where it is in PATH.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <returns>The action.</returns>
    public static LvsHealthAction ForExecutable(string executable, params string[] arguments) =>
        new() { Executable = executable, Arguments = arguments };

    /// <summary>A script block.</summary>
    /// <param name="script">Its text, to be shown.</param>
    /// <param name="run">Runs it.</param>
    /// <returns>The action.</returns>
    internal static LvsHealthAction ForScript(string script, Func<LvsHealthEvent, CancellationToken, Task> run) =>
        new() { Script = script, Run = run };

    /// <summary>The action as text.</summary>
    /// <returns>The executable, or the script block in braces.</returns>
    public override string ToString() => Executable ?? $"{{{Script}}}";
}
