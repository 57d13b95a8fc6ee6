namespace LvsPS;

/// <summary>Changes in the order in which they are made. A plan is data: nothing happens until it is executed.</summary>
/// <param name="Changes">The changes.</param>
public sealed record LvsPlan(IReadOnlyList<LvsChange> Changes)
{
    /// <summary>A plan that changes nothing.</summary>
    public static LvsPlan Empty { get; } = new([]);

    /// <summary>Whether it changes nothing.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>What it does that no plan can take back, and what is felt meanwhile: a sentence each.</summary>
    public IReadOnlyList<string> Notes => PlanNotes.Of(Changes);

    /// <summary>
    /// What it leaves as it is though its document says otherwise, since somebody has it in hand for a while: a sentence for each real
    /// server that a running health monitor holds, or that is suspended.
    /// </summary>
    public IReadOnlyList<string> LeftAlone { get; init; } = [];

    /// <summary>The document that it was made for, by its file, else by its owner; null where it has neither.</summary>
    public string? Source { get; init; }

    /// <summary>Where the state that it was computed from was read.</summary>
    internal ReadFrom Origin { get; init; }

    /// <summary>What is remembered of its document once it is carried out; null for nothing.</summary>
    public LvsOwnedTargets? Owned { get; internal init; }

    /// <summary>Why what was to be a plan is none; null for a plan. What binds it reports it with its own id.</summary>
    internal LvsInputException? Fault { get; init; }

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

        return new LvsPlan(undone) { Origin = Origin, Source = Source is null ? null : UndoOf(Source) };
    }

    /// <summary>The plan as people read it: a line for each change, and what it comes to.</summary>
    /// <param name="isColoured">Whether for a terminal that shows colours.</param>
    /// <param name="width">How many characters a line has at most.</param>
    /// <returns>The text.</returns>
    public string Format(bool isColoured = false, int width = 79) =>
        string.Join(Environment.NewLine, PlanText.Lines([.. Changes.Select(c => (c.Action, c.Description))], Notes, LeftAlone, width, isColoured));

    /// <summary>The same of a plan that another process made, of which there are only the properties.</summary>
    /// <param name="actions">What each of its changes does.</param>
    /// <param name="descriptions">The same as sentences.</param>
    /// <param name="notes">Its notes.</param>
    /// <param name="leftAlone">What it leaves alone.</param>
    /// <param name="isColoured">Whether for a terminal that shows colours.</param>
    /// <param name="width">How many characters a line has at most.</param>
    /// <returns>The text.</returns>
    public static string Format(
        IReadOnlyList<LvsAction> actions, IReadOnlyList<string> descriptions, IReadOnlyList<string> notes, IReadOnlyList<string> leftAlone, bool isColoured = false, int width = 79) =>
        string.Join(Environment.NewLine, PlanText.Lines([.. actions.Zip(descriptions)], notes, leftAlone, width, isColoured));

    /// <summary>What the plan comes to.</summary>
    /// <returns>Such as <c>Plan: 2 to add, 1 to change, 0 to remove.</c></returns>
    public override string ToString() => PlanText.Summary([.. Changes.Select(c => c.Action)]);

    /// <summary>What the plan is called that takes back what another did.</summary>
    /// <param name="source">What that one is called.</param>
    /// <returns>Such as <c>the undoing of lvs.yaml</c>; taken back in its turn, it is <c>lvs.yaml</c> again.</returns>
    internal static string UndoOf(string source)
    {
        const string Undoing = "the undoing of ";
        return source.StartsWith(Undoing, StringComparison.Ordinal) ? source[Undoing.Length..] : Undoing + source;
    }

    /// <summary>The first change whose target is no longer as it was when the plan was computed.</summary>
    /// <param name="current">What is there now.</param>
    /// <returns>The change; null where the plan still fits.</returns>
    internal LvsChange? FirstStale(TableIndex current)
    {
        // What a plan does to a target after its first change to it was computed from that change's result.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> removed = RemovedServers(Changes);
        return Changes.FirstOrDefault(c => seen.Add(c.Target) && (c.IsStale(current) || TakesMore(c, current, removed)));
    }

    /// <summary>Whether a service goes by it whose servers go by changes of their own, and has got others since, which would go with it.</summary>
    private static bool TakesMore(LvsChange change, TableIndex current, HashSet<string> removed) =>
        change is LvsServiceChange { After: null, Before.RealServers: null } service
        && current.Find(service.Service)?.RealServers?.Any(s => !removed.Contains(TargetOf(s))) == true;

    private static HashSet<string> RemovedServers(IEnumerable<LvsChange> changes) =>
        [.. changes.OfType<LvsRealServerChange>().Where(c => c.After is null).Select(c => c.Target)];

    private static string TargetOf(LvsRealServer server) => new LvsRealServerChange(server, null).Target;

    /// <summary>The plan that leads to the same from what is there now.</summary>
    /// <param name="current">What is there now.</param>
    /// <returns>The plan, without what is so already.</returns>
    internal LvsPlan From(TableIndex current)
    {
        var last = new Dictionary<string, LvsChange>(StringComparer.Ordinal);
        foreach (LvsChange change in Changes)
        {
            last[change.Target] = change;
        }

        List<LvsChange> changes = [.. Changes.Where(c => !last[c.Target].IsDone(current)).Select(c => c.From(current)).OfType<LvsChange>()];
        HashSet<string> removed = RemovedServers(changes);

        // Servers that go by changes of their own come back by these, and not with their service as well.
        return this with
        {
            Changes =
            [
                .. changes.Select(c => c is LvsServiceChange { After: null, Before: { RealServers.Count: > 0 } before }
                    ? new LvsServiceChange(before with { RealServers = [.. before.RealServers!.Where(s => !removed.Contains(TargetOf(s)))] }, null) { Reason = c.Reason }
                    : c),
            ],
        };
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
