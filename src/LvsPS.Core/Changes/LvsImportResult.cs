namespace LvsPS;

/// <summary>What an import did, in numbers of services and real servers.</summary>
public sealed record LvsImportResult
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Services and real servers that were added.</summary>
    public int Added { get; init; }

    /// <summary>Services and real servers that were edited, time-outs that were set.</summary>
    public int Edited { get; init; }

    /// <summary>Services and real servers that were removed.</summary>
    public int Removed { get; init; }

    /// <summary>Services and real servers of the file that were as it says already.</summary>
    public int Unchanged { get; init; }

    /// <summary>Changes that were not made; an error says why for each.</summary>
    public int Failed { get; init; }

    /// <summary>Lines of the file that were left out for their errors (-SkipInvalid).</summary>
    public int Skipped { get; init; }

    /// <summary>How long the changes took, from the first that was sent to the last answer.</summary>
    public TimeSpan KernelTime { get; init; }

    /// <summary>Whether anything was changed.</summary>
    public bool Changed => Added + Edited + Removed > 0;

    /// <summary>The numbers as a sentence.</summary>
    /// <returns>Such as <c>rules: 3 added, 1 edited, 0 removed, 10 unchanged, 0 failed</c>.</returns>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}: {Added} added, {Edited} edited, {Removed} removed, {Unchanged} unchanged, {Failed} failed")
        + (Skipped == 0 ? string.Empty : string.Create(System.Globalization.CultureInfo.InvariantCulture, $", {Skipped} skipped"));

    /// <summary>Counts what a plan did; without results, what it would do under -WhatIf.</summary>
    internal static LvsImportResult Of(string path, LvsTable wanted, LvsPlan plan, IReadOnlyList<LvsChangeResult> results, TimeSpan kernelTime)
    {
        IEnumerable<LvsChange> done = results.Count == 0 ? plan.Changes : results.Where(r => r.Status == LvsChangeStatus.Done).Select(r => r.Change);
        ILookup<LvsAction, LvsChange> byAction = done.ToLookup(c => c.Action);
        int named = wanted.Services.Count + wanted.Services.Sum(s => s.RealServers?.Count ?? 0);
        int touched = plan.Changes.Count(c => c is LvsServiceChange { After: not null } or LvsRealServerChange { After: not null });
        return new LvsImportResult
        {
            Path = path,
            Added = byAction[LvsAction.Add].Count(),
            Edited = byAction[LvsAction.Edit].Count(),
            Removed = byAction[LvsAction.Remove].Count(),
            Unchanged = named - touched,
            Failed = results.Count(r => r.Status != LvsChangeStatus.Done),
            KernelTime = kernelTime,
        };
    }
}
