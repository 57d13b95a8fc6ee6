namespace LvsPS;

/// <summary>Packets get a firewall mark, get it otherwise, or get it no longer.</summary>
public sealed record LvsFwMarkChange : LvsHostChange
{
    /// <summary>A mark comes, changes or goes.</summary>
    /// <param name="before">Which packets get it; null where none do.</param>
    /// <param name="after">Which packets are to get it; null for none.</param>
    public LvsFwMarkChange(LvsDesiredFwMark? before, LvsDesiredFwMark? after)
    {
        Before = before;
        After = after;
        Mark = (after ?? before ?? throw new ArgumentNullException(nameof(after))).FwMark;
    }

    /// <summary>Which packets get it; null where none do.</summary>
    public LvsDesiredFwMark? Before { get; }

    /// <summary>Which packets are to get it; null for none.</summary>
    public LvsDesiredFwMark? After { get; }

    /// <summary>The mark.</summary>
    public uint Mark { get; }

    /// <inheritdoc/>
    public override LvsAction Action => ActionOf(Before, After);

    /// <inheritdoc/>
    public override string Target => FormattableString.Invariant($"mark {Mark}");

    /// <inheritdoc/>
    public override string Description => After is null
        ? FormattableString.Invariant($"No longer mark {Words(Before!)} with {Mark}")
        : FormattableString.Invariant($"Mark {Words(After)} with {Mark}{(Before is null ? string.Empty : $" instead of {Words(Before)}")}");

    /// <inheritdoc/>
    public override string Rule => $"# nft: {Description}";

    /// <inheritdoc/>
    public override IEnumerable<LvsChange> Undo() => [new LvsFwMarkChange(After, Before)];

    /// <summary>What is asked for when packets are to get a mark.</summary>
    /// <param name="mark">The mark.</param>
    /// <returns>The request.</returns>
    internal static FwMarkRequest RequestOf(LvsDesiredFwMark mark) =>
        new KeptMark(mark.FwMark, mark.Addresses, [.. mark.Ports.Select(p => p.ToString())]) { IncludeLocal = mark.IncludeLocal }.ToRequest();

    /// <summary>What only gives up packets comes after the services that are to get them.</summary>
    internal override bool IsEnding => After is null || (Before is not null && IsWithin(After, Before));

    /// <inheritdoc/>
    internal override bool IsDone(TableIndex table) => table.Host is LiveState host && (After is null
        ? host.Mark(Mark) is null
        : host.FwMarks.Count(m => m.FwMark == Mark) == RequestOf(After).Rules().Select(r => r.Family).Distinct().Count() && Same(host.Mark(Mark)!, After));

    /// <inheritdoc/>
    internal override LvsChange? From(TableIndex table) =>
        table.Host?.Mark(Mark) is null && After is null ? null : new LvsFwMarkChange(table.Host?.Mark(Mark), After) { Reason = Reason };

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation)
    {
        var marks = new FwMarks(session);
        if (After is null)
        {
            marks.Remove(Mark, null, tell);
        }
        else
        {
            marks.Set(RequestOf(After), tell);
        }

        return [];
    }

    private static bool Same(LvsDesiredFwMark now, LvsDesiredFwMark wanted) =>
        now.IncludeLocal == wanted.IncludeLocal && PortSet.Of(now.Ports).SequenceEqual(PortSet.Of(wanted.Ports))
        && AddressBlocks.Same(RequestOf(now).Addresses, RequestOf(wanted).Addresses);

    private static bool IsWithin(LvsDesiredFwMark part, LvsDesiredFwMark whole) =>
        (whole.IncludeLocal || !part.IncludeLocal)
        && PortSet.Of(whole.Ports.Concat(part.Ports)).SequenceEqual(PortSet.Of(whole.Ports))
        && AddressBlocks.Same([.. RequestOf(whole).Addresses, .. RequestOf(part).Addresses], RequestOf(whole).Addresses);

    private static string Words(LvsDesiredFwMark mark) => RequestOf(mark).Words();
}
