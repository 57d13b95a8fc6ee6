namespace LvsPS;

/// <summary>Several checks of one server.</summary>
public sealed record LvsCombinedCheck : LvsHealthCheck
{
    /// <summary>Combines checks.</summary>
    /// <param name="checks">The checks, one at least.</param>
    /// <param name="all">Whether all of them must pass, or any.</param>
    internal LvsCombinedCheck(IReadOnlyList<LvsHealthCheck> checks, bool all)
    {
        Checks = ValueList<LvsHealthCheck>.Of(checks);
        IsAll = all;
        Timeout = checks.Max(c => c.Timeout);
    }

    /// <inheritdoc/>
    public override string Kind => IsAll ? "All" : "Any";

    /// <summary>The checks.</summary>
    public IReadOnlyList<LvsHealthCheck> Checks { get; }

    /// <summary>Whether all of them must pass, or any.</summary>
    public bool IsAll { get; }

    /// <inheritdoc/>
    internal override bool NeedsPort => Checks.Any(c => c.NeedsPort && c.Port is null);

    /// <inheritdoc/>
    internal override bool AsksServer => Checks.Any(c => c.AsksServer);

    /// <inheritdoc/>
    internal override CheckFault? TimeFault => base.TimeFault ?? Checks.Select(c => c.TimeFault).FirstOrDefault(f => f is not null);

    /// <inheritdoc/>
    internal override IEnumerable<LvsInputException> Check(LvsServiceId? service) => Checks.SelectMany(c => c.Check(service));

    /// <inheritdoc/>
    internal override async ValueTask<LvsCheckResult> RunAsync(ProbeTarget target, CancellationToken cancellation)
    {
        Task<LvsCheckResult>[] runs = [.. Checks.Select(check => CheckRun.RunAsync(check, target.RealServer, target.Time, cancellation))];
        LvsCheckResult[] results = await Task.WhenAll(runs).ConfigureAwait(false);
        LvsCheckResult? decisive = Array.Find(results, r => r.IsUp != IsAll);
        bool isUp = decisive is null ? IsAll : !IsAll;
        string reason = decisive?.Reason ?? string.Join("; ", results.Select(r => r.Reason).Distinct());

        // Of several weights the least is the careful one.
        return new LvsCheckResult(isUp, reason) { Weight = isUp ? results.Where(r => r.IsUp).Min(r => r.Weight) : null };
    }
}
