namespace LvsPS;

/// <summary>A director has left the state that a document wants, or is back at it.</summary>
public sealed record LvsStateDrift
{
    /// <summary>When it was seen.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether the director is no longer as the document says.</summary>
    public required bool IsDrifted { get; init; }

    /// <summary>The plan that would bring it back; empty where it is back.</summary>
    public required LvsPlan Plan { get; init; }

    /// <summary>The document's file or owner.</summary>
    public string? Source { get; init; }

    /// <summary>What was seen, as a sentence.</summary>
    /// <returns>Such as <c>lvs.yaml: left, Plan: 0 to add, 1 to change, 0 to remove.</c></returns>
    public override string ToString() => $"{Source}: {(IsDrifted ? $"left, {Plan}" : "back")}";
}
