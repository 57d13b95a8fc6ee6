namespace LvsPS;

/// <summary>Runs a script block of whoever made the check.</summary>
public sealed record LvsScriptCheck : LvsHealthCheck
{
    private readonly Func<LvsRealServer, CancellationToken, ValueTask<LvsCheckResult>> _run;

    /// <summary>Makes one.</summary>
    /// <param name="script">Its text, to be shown.</param>
    /// <param name="run">Runs it for a server; what it throws is the reason why the server is down.</param>
    internal LvsScriptCheck(string script, Func<LvsRealServer, CancellationToken, ValueTask<LvsCheckResult>> run)
    {
        Script = script;
        _run = run;
    }

    /// <inheritdoc/>
    public override string Kind => "Script";

    /// <summary>The text of the script block.</summary>
    public string Script { get; }

    /// <inheritdoc/>
    internal override bool NeedsPort => false;

    /// <inheritdoc/>
    internal override ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation) => _run(target.RealServer, cancellation);

    /// <inheritdoc/>
    private protected override IEnumerable<CheckFault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Script))
        {
            yield return new CheckFault("its script is empty", "Write what says whether the server can serve.");
        }
    }
}
