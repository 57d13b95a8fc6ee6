namespace LvsPS;

/// <summary>A change of the document that goes with a change of the host: both are done, or none.</summary>
internal sealed class HostDocumentChange
{
    private readonly LvsSession _session;
    private readonly string _sentence;
    private readonly Func<HostDocument, HostDocument> _change;
    private readonly Func<string?> _advice;

    private HostDocumentChange(LvsSession session, string sentence, Func<HostDocument, HostDocument> change, Func<string?>? advice = null)
    {
        _advice = advice ?? (() => null);
        _session = session;
        _sentence = sentence;
        _change = change;
    }

    /// <summary>Keeps something, so that it is put back after a reboot.</summary>
    /// <param name="session">The session of the host.</param>
    /// <param name="isWanted">Whether it was asked for; else what is kept stays as it is.</param>
    /// <param name="what">What is kept.</param>
    /// <param name="change">The document with it.</param>
    /// <returns>The change.</returns>
    public static HostDocumentChange Keep(LvsSession session, bool isWanted, string what, Func<HostDocument, HostDocument> change) =>
        isWanted
            ? new(session, $"Keep {what} in", change)
            : new(session, $"Keep {what} in", d => d, () => HostDocument.HasOther(session, change)
                ? $"The file {session.Host.Document.Path} has {what} as it was kept before, and that comes back after a restart; -Persist keeps it as it is now."
                : null);

    /// <summary>What a person should know who did not ask for anything to be kept, while an older state of it is.</summary>
    public string? Advice => _advice();

    /// <summary>Keeps something no longer.</summary>
    /// <param name="session">The session of the host.</param>
    /// <param name="what">What is kept no longer.</param>
    /// <param name="change">The document without it.</param>
    /// <returns>The change.</returns>
    public static HostDocumentChange Drop(LvsSession session, string what, Func<HostDocument, HostDocument> change) =>
        new(session, $"Keep {what} no longer in", change);

    /// <summary>The step that it is.</summary>
    /// <returns>The step; none where the document is so already.</returns>
    public IReadOnlyList<HostStep> Steps() => HostDocument.StepTo(_session, _sentence, _change) is HostStep step ? [step] : [];

    /// <summary>Does it as a part of a larger change, which undoes it with the rest. The caller holds the lock.</summary>
    /// <param name="transaction">The larger change.</param>
    public void Do(HostTransaction transaction) => HostDocument.Changing(_session, _sentence, _change)(transaction);

    /// <summary>Does it alone. The caller holds the lock.</summary>
    /// <param name="tell">Is told what is done.</param>
    public void Do(Action<string>? tell) => _ = HostTransaction.Run(
        transaction =>
        {
            Do(transaction);
            return true;
        },
        tell);
}
