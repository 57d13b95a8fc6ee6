namespace LvsPS;

/// <summary>What became of a change.</summary>
public enum LvsChangeStatus
{
    /// <summary>It was made.</summary>
    Done,

    /// <summary>The kernel refused it.</summary>
    Failed,

    /// <summary>It was not sent.</summary>
    NotSent,

    /// <summary>It was sent, and the answer was lost.</summary>
    Unknown,
}

/// <summary>What became of a change.</summary>
/// <param name="Change">The change.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Error">Why it was not made; null where it was.</param>
public sealed record LvsChangeResult(LvsChange Change, LvsChangeStatus Status, LvsException? Error);
