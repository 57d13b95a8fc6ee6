namespace LvsPS;

/// <summary>A change to the host around a table: what the kernel does not take in one message with the changes of the table.</summary>
public abstract record LvsHostChange : LvsChange
{
    /// <summary>Whether something is given up by it, so that it comes after what takes its place.</summary>
    internal virtual bool IsEnding => Action == LvsAction.Remove;

    /// <summary>Makes the change, or leaves all as it was. The caller holds the lock.</summary>
    /// <param name="session">The session of the host.</param>
    /// <param name="tell">Is told the line of each step; null for nobody.</param>
    /// <param name="cancellation">Ends the wait for other hosts' answers.</param>
    /// <returns>What was left, since somebody else had changed it meanwhile: a sentence each.</returns>
    /// <exception cref="LvsException">It could not be made.</exception>
    internal abstract IReadOnlyList<string> Make(LvsSession session, Action<string>? tell, CancellationToken cancellation);

    /// <summary>What adding, editing or removing is, by what is there before and after.</summary>
    /// <param name="before">What is there; null for nothing.</param>
    /// <param name="after">What is to be there; null for nothing.</param>
    /// <returns>The action.</returns>
    private protected static LvsAction ActionOf(object? before, object? after) =>
        before is null ? LvsAction.Add : after is null ? LvsAction.Remove : LvsAction.Edit;
}
