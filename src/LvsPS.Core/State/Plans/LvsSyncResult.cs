namespace LvsPS;

/// <summary>What happens to what was done of a plan, when a change of it fails.</summary>
public enum LvsOnError
{
    /// <summary>It is taken back, so that all is as it was before.</summary>
    Rollback,

    /// <summary>It stays, and the rest is done as far as that is possible.</summary>
    Continue,

    /// <summary>It stays, and the rest is left.</summary>
    Stop,
}

/// <summary>What bringing a director to a wanted state did.</summary>
public sealed record LvsSyncResult
{
    /// <summary>Whether anything is otherwise than before; of what was taken back, nothing is. Under -WhatIf, whether anything would be.</summary>
    public bool Changed { get; init; }

    /// <summary>The changes that were to be made.</summary>
    public required LvsPlan Plan { get; init; }

    /// <summary>What became of each; none under -WhatIf.</summary>
    public IReadOnlyList<LvsChangeResult> Results { get; init; } = [];

    /// <summary>Whether a change failed, and what was done before was taken back.</summary>
    public bool RolledBack { get; init; }

    /// <summary>The plan that brings the configuration back: Invoke-LvsPlan takes it.</summary>
    public LvsPlan Undo { get; init; } = LvsPlan.Empty;

    /// <summary>What <see cref="Undo"/> cannot bring back: a sentence each.</summary>
    public IReadOnlyList<string> NotUndone { get; init; } = [];

    /// <summary>What was left on the host, since somebody else had changed it, or stands since it could not be taken back: a sentence each.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>How long the changes took, from the first that was sent to the last answer, with what was taken back.</summary>
    public TimeSpan KernelTime { get; init; }

    /// <summary>The document's file, or what else the plan came from.</summary>
    public string? Source { get; init; }

    /// <summary>The result as a sentence.</summary>
    /// <returns>Such as <c>lvs.yaml: 3 added, 1 edited, 0 removed</c>.</returns>
    public override string ToString()
    {
        IEnumerable<LvsChange> made = Results.Count == 0 ? Plan.Changes : Results.Where(r => r.Status == LvsChangeStatus.Done).Select(r => r.Change);
        ILookup<LvsAction, LvsChange> by = made.ToLookup(c => c.Action);
        string what = Plan.IsEmpty ? "as wanted already, nothing was changed"
            : RolledBack ? Changed ? "failed, and not all of it could be taken back" : "failed, and was taken back"
            : Results.Count == 0 ? FormattableString.Invariant($"{by[LvsAction.Add].Count()} to add, {by[LvsAction.Edit].Count()} to edit, {by[LvsAction.Remove].Count()} to remove")
            : FormattableString.Invariant($"{by[LvsAction.Add].Count()} added, {by[LvsAction.Edit].Count()} edited, {by[LvsAction.Remove].Count()} removed");
        return Source is null ? what : $"{Source}: {what}";
    }
}
