namespace LvsPS;

/// <summary>Changes in the order in which they are made. A plan is data: nothing happens until it is executed.</summary>
/// <param name="Changes">The changes.</param>
public sealed record LvsPlan(IReadOnlyList<LvsChange> Changes)
{
    /// <summary>A plan that changes nothing.</summary>
    public static LvsPlan Empty { get; } = new([]);

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>A plan of one change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The plan.</returns>
    public static LvsPlan Of(LvsChange change) => new([change]);

    /// <summary>The plan that takes the configuration back, last change first. Connections and counters do not come back.</summary>
    /// <returns>The opposite plan.</returns>
    public LvsPlan Undo()
    {
        var undone = new List<LvsChange>();
        for (int i = Changes.Count - 1; i >= 0; i--)
        {
            undone.AddRange(Changes[i].Undo());
        }

        return new LvsPlan(undone);
    }

    /// <summary>What a table becomes by this plan, computed without a kernel.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The table afterwards.</returns>
    public LvsTable ApplyTo(LvsTable table)
    {
        var state = new TableState(table);
        foreach (LvsChange change in Changes)
        {
            state.Apply(change);
        }

        return state.ToTable();
    }
}
