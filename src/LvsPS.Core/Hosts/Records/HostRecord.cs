namespace LvsPS;

/// <summary>
/// What LvsPS changed on a host, and how it was before. Claimants claim things (<see cref="IHostCell"/>): the state from before the
/// first claim is kept, in the file before it is touched in the kernel, and put back when the last claim goes. Whoever reads or
/// changes it holds the lock of the table. After a crash anywhere, the file still tells what to put back.
/// </summary>
internal sealed class HostRecord
{
    private readonly Func<HostCellKind, string, IHostCell> _cells;
    private readonly Action<IReadOnlyList<HostClaim>> _save;
    private readonly List<HostClaim> _claims;

    /// <summary>Takes a record.</summary>
    /// <param name="claims">What it holds.</param>
    /// <param name="cells">Finds a thing again.</param>
    /// <param name="save">Keeps what it holds.</param>
    public HostRecord(IEnumerable<HostClaim> claims, Func<HostCellKind, string, IHostCell> cells, Action<IReadOnlyList<HostClaim>> save)
    {
        _claims = [.. claims];
        _cells = cells;
        _save = save;
    }

    /// <summary>What is claimed, oldest first.</summary>
    public IReadOnlyList<HostClaim> Claims => _claims;

    /// <summary>Who claims something, oldest first.</summary>
    public IEnumerable<string> Claimants => _claims.SelectMany(c => c.Claimants).Distinct();

    /// <summary>Reads the record of a session's host.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The record; an empty one where nothing was changed.</returns>
    /// <exception cref="LvsException">HostFileInvalid, FileAccess.</exception>
    public static HostRecord Of(LvsSession session)
    {
        IStateFile file = session.Host.Record;
        IReadOnlyList<HostClaim> claims = file.Read() is string text
            ? HostRecordText.Read(text, file.Path)
            : HostDocument.Of(session).Record is { } kept && kept.Key == KeptRecord.KeyOf(session) ? kept.Claims : [];
        return new HostRecord(
            claims,
            (kind, name) => HostCells.Of(session, kind, name),
            after =>
            {
                // The copy first: should it fail, the record itself is still what the host is like.
                HostDocument.KeepRecord(session, after);
                file.Write(HostRecordText.Write(after));
            });
    }

    /// <summary>The claim on a thing.</summary>
    /// <param name="cell">The thing.</param>
    /// <returns>The claim; null where nobody claims it.</returns>
    public HostClaim? Find(IHostCell cell) => _claims.Find(c => c.IsOn(cell));

    /// <summary>What a claim would change.</summary>
    /// <param name="wishes">What is to be claimed.</param>
    /// <returns>The steps; none where everything is as wanted.</returns>
    public static IReadOnlyList<HostStep> StepsToClaim(IEnumerable<HostWish> wishes) =>
        [.. wishes.Select(w => (Wish: w, Now: w.Cell.Read())).Where(w => w.Now != w.Wish.State).Select(w => w.Wish.Cell.Step(w.Now, w.Wish.State))];

    /// <summary>What a release would change.</summary>
    /// <param name="claimant">Who releases.</param>
    /// <returns>The steps; none where everything is as before, or somebody else claims it too.</returns>
    public IReadOnlyList<HostStep> StepsToRelease(string claimant) =>
        [.. Last(claimant).Select(c => (Claim: c, Cell: _cells(c.Kind, c.Name))).Select(c => (c.Claim, c.Cell, Now: c.Cell.Read()))
            .Where(c => IsOurs(c.Claim, c.Now)).Select(c => c.Cell.Step(c.Now, c.Claim.Previous))];

    /// <summary>Claims things: records how they were, and gives them their states in the order of the wishes.</summary>
    /// <param name="transaction">Undoes it where a later step fails.</param>
    /// <param name="claimant">Who claims.</param>
    /// <param name="wishes">What is claimed.</param>
    public void Claim(HostTransaction transaction, string claimant, IReadOnlyList<HostWish> wishes)
    {
        Keep(transaction, [.. With(claimant, wishes)]);
        foreach ((IHostCell cell, string state) in wishes)
        {
            string? before = cell.Read();
            if (before != state)
            {
                transaction.Do(cell.Step(before, state), () => cell.Write(state), () => cell.Write(before));
            }
        }
    }

    /// <summary>Releases what a claimant claims; what nobody else claims is put back, the latest first.</summary>
    /// <param name="transaction">Undoes it where a later step fails.</param>
    /// <param name="claimant">Who releases.</param>
    /// <returns>What was left, since somebody else had changed it meanwhile: a sentence each.</returns>
    public IReadOnlyList<string> Release(HostTransaction transaction, string claimant)
    {
        var left = new List<string>();
        foreach (HostClaim claim in Last(claimant))
        {
            IHostCell cell = _cells(claim.Kind, claim.Name);
            string? now = cell.Read();
            if (IsOurs(claim, now))
            {
                transaction.Do(cell.Step(now, claim.Previous), () => cell.Write(claim.Previous), () => cell.Write(now));
            }
            else if (GoesWithItsDevice(claim) && now is not null)
            {
                transaction.Do(cell.Title, () => { }, () => cell.Write(now));
            }
            else if (now is not null && now != claim.Previous)
            {
                left.Add($"{cell.Step(now, claim.Previous).Sentence}: not done, since '{now}' is not what LvsPS had set. Somebody else has changed it.");
            }
        }

        Keep(transaction, [.. Without(claimant)]);
        return left;
    }

    private static bool IsOurs(HostClaim claim, string? now) =>
        now is not null && now != claim.Previous && claim.Given.Contains(now) && !GoesWithItsDevice(claim);

    /// <summary>A setting or a state that was not there before is that of a device which was not there either.</summary>
    private static bool GoesWithItsDevice(HostClaim claim) =>
        claim.Previous is null && claim.Kind is (HostCellKind.Setting or HostCellKind.LinkState);

    private IEnumerable<HostClaim> Last(string claimant) => _claims.Where(c => c.Claimants.Count == 1 && c.Claimants[0] == claimant).Reverse();

    private IEnumerable<HostClaim> Without(string claimant) =>
        _claims.Select(c => c with { Claimants = [.. c.Claimants.Where(k => k != claimant)] }).Where(c => c.Claimants.Count > 0);

    private List<HostClaim> With(string claimant, IReadOnlyList<HostWish> wishes)
    {
        var after = new List<HostClaim>(_claims);
        foreach ((IHostCell cell, string state) in wishes)
        {
            int at = after.FindIndex(c => c.IsOn(cell));
            if (at < 0)
            {
                at = after.Count;
                after.Add(new HostClaim(cell.Kind, cell.Name) { Previous = cell.Read() });
            }

            HostClaim claim = after[at];
            after[at] = claim with { Given = [.. claim.Given.Union([state])], Claimants = [.. claim.Claimants.Union([claimant])] };
        }

        return after;
    }

    private void Keep(HostTransaction transaction, IReadOnlyList<HostClaim> after)
    {
        HostClaim[] before = [.. _claims];
        string? text = HostRecordText.Write(after);
        if (text != HostRecordText.Write(before))
        {
            transaction.Do("the record", () => Replace(after), () => UndoKeep(transaction, before));
        }
    }

    /// <summary>Where something could not be undone, the record of how it was is the only thing that can still put it back.</summary>
    private void UndoKeep(HostTransaction transaction, IReadOnlyList<HostClaim> before)
    {
        if (!transaction.HasLeftovers)
        {
            Replace(before);
        }
    }

    private void Replace(IReadOnlyList<HostClaim> claims)
    {
        _save(claims);
        _claims.Clear();
        _claims.AddRange(claims);
    }
}
