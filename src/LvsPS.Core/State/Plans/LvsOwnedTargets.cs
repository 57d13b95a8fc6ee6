namespace LvsPS;

/// <summary>What the document of an owner manages: it is remembered when a plan is carried out, so that what is no longer named can go.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Targets">What it names, by the names that changes have for it.</param>
/// <param name="IsWhole">Whether what it no longer names is gone with this plan; else it goes with a later part of the run.</param>
public sealed record LvsOwnedTargets(string Owner, IReadOnlyCollection<string> Targets, bool IsWhole = true)
{
    /// <summary>What was remembered of the owner when the plan was made; null where it does not matter.</summary>
    public IReadOnlyCollection<string>? Known { get; init; }

    /// <summary>Whether a newer document of the owner was applied since the plan was made, and would be forgotten by it.</summary>
    /// <param name="now">What is remembered now.</param>
    /// <returns>False also where that is what the plan comes to.</returns>
    internal bool IsStale(OwnerRecord now) =>
        Known is not null && !Same(now.TargetsOf(Owner), Known) && !Same(now.TargetsOf(Owner), Targets);

    /// <summary>The same, going on from what is remembered now: what the plan adds comes to it, and what it gives up goes.</summary>
    /// <param name="now">What is remembered now.</param>
    /// <param name="touched">The names of what the plan changes, which is made anew where it went meanwhile.</param>
    /// <returns>What is to be remembered.</returns>
    internal LvsOwnedTargets From(OwnerRecord now, IEnumerable<string> touched) => Known is null || !IsStale(now) ? this : this with
    {
        Targets = [.. now.TargetsOf(Owner).Except(Known.Except(Targets)).Union(Targets.Except(Known)).Union(Targets.Intersect(touched))],
        Known = now.TargetsOf(Owner),
    };

    /// <summary>Whether two lists name the same.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <returns>True whatever their order is.</returns>
    internal static bool Same(IReadOnlyCollection<string> one, IReadOnlyCollection<string> other) =>
        one.ToHashSet(StringComparer.Ordinal).SetEquals(other);
}
