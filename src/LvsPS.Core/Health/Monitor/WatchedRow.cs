namespace LvsPS;

/// <summary>
/// A place in the table that a monitor looks after: of a real server or of a fallback. It remembers how the monitor last wrote it, and
/// what others did to it since.
/// </summary>
internal sealed class WatchedRow
{
    private LvsRealServer? _known;
    private LvsRealServer? _sent;
    private bool _isKnown;
    private bool _isSent;
    private bool _isRemoved;
    private int? _foreignWeight;
    private LvsRealServer? _foreignSettings;

    public WatchedRow(LvsRealServer configured) => Configured = configured;

    /// <summary>The server as the document wants it.</summary>
    public LvsRealServer Configured { get; private set; }

    /// <summary>The server as it was last seen or written; null where it was not there.</summary>
    public LvsRealServer? Known => _known;

    /// <summary>Whether it was looked at once.</summary>
    public bool IsKnown => _isKnown;

    /// <summary>Its suspension; null for none.</summary>
    public LvsSuspension? Suspension { get; private set; }

    /// <summary>What is respected of what others did; null for nothing.</summary>
    public string? Respected => _isRemoved ? "removed"
        : _foreignWeight is int weight && weight != Configured.Weight ? FormattableString.Invariant($"weight {weight}")
        : _foreignSettings is not null ? "other settings"
        : null;

    /// <summary>Takes the server of another document; where it is configured otherwise, what others did before counts no more.</summary>
    /// <param name="configured">The server.</param>
    public void Configure(LvsRealServer configured)
    {
        if (!configured.HasSameSettings(Configured))
        {
            Forgive();
        }

        Configured = configured;
    }

    /// <summary>Takes note of how the server stands in the table, and of what others did to it.</summary>
    /// <param name="found">The server; null where it is not there.</param>
    /// <param name="suspension">Its suspension; null for none.</param>
    /// <param name="mode">Whether what others did is respected.</param>
    /// <returns>Whether another changed it since it was last looked at.</returns>
    public bool Look(LvsRealServer? found, LvsSuspension? suspension, LvsForeignChange mode)
    {
        // Who suspends or resumes writes the weight himself.
        bool isExpected = !_isKnown || suspension is not null || Suspension is not null
            || Same(found, _known) || (_isSent && Same(found, _sent));
        LvsRealServer? before = _known;
        Suspension = suspension;
        Settle(found);
        _isRemoved &= found is null;
        if (isExpected)
        {
            return false;
        }

        if (mode == LvsForeignChange.Restore)
        {
            Forgive();
        }
        else
        {
            Respect(before, found);
        }

        return true;
    }

    /// <summary>Takes note of how the monitor wrote it.</summary>
    /// <param name="written">The server; null where it was removed.</param>
    public void Settle(LvsRealServer? written)
    {
        _known = written;
        _isKnown = true;
        _isSent = false;
        _sent = null;
    }

    /// <summary>Takes note of a change whose answer was lost.</summary>
    /// <param name="sent">The server as it may be now; null where it may be removed.</param>
    public void MayBe(LvsRealServer? sent)
    {
        _sent = sent;
        _isSent = true;
    }

    /// <summary>What is known of it.</summary>
    /// <returns>The row for <see cref="HealthPolicy"/>.</returns>
    public PolicyRow ToPolicy() => new(Configured, _known)
    {
        ForeignWeight = _foreignWeight,
        ForeignSettings = _foreignSettings,
        IsRemoved = _isRemoved,
        IsSuspended = Suspension is not null,
    };

    private static bool Same(LvsRealServer? x, LvsRealServer? y) => x is null ? y is null : y is not null && x.HasSameSettings(y);

    private void Respect(LvsRealServer? before, LvsRealServer? found)
    {
        if (found is null)
        {
            _isRemoved = true;
            return;
        }

        if (before is null ? found.Weight != Configured.Weight : found.Weight != before.Weight)
        {
            _foreignWeight = found.Weight;
        }

        LvsRealServer expected = before ?? Configured;
        if (!found.HasSameSettings(expected with { Weight = found.Weight }))
        {
            _foreignSettings = found.HasSameSettings(Configured with { Weight = found.Weight }) ? null : found;
        }
    }

    /// <summary>What others did counts no more.</summary>
    public void Forgive()
    {
        _isRemoved = false;
        _foreignWeight = null;
        _foreignSettings = null;
    }
}
