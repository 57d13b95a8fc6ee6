namespace LvsPS;

/// <summary>What the document of an owner manages: it is remembered when a plan is carried out, so that what is no longer named can go.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Targets">What it names, by the names that changes have for it.</param>
/// <param name="IsWhole">Whether what it no longer names is gone with this plan; else it goes with a later part of the run.</param>
public sealed record LvsOwnedTargets(string Owner, IReadOnlyCollection<string> Targets, bool IsWhole = true);
