namespace LvsPS;

/// <summary>What a server is taken to be.</summary>
public enum LvsHealthState
{
    /// <summary>No check has ended yet.</summary>
    Unknown,

    /// <summary>It can serve.</summary>
    Up,

    /// <summary>It cannot.</summary>
    Down,
}

/// <summary>
/// Decides from a server's results what it is taken to be: a pure state machine. So many results in a row that contradict the state
/// change it; one that confirms it starts the count anew.
/// </summary>
/// <param name="State">The state.</param>
/// <param name="Successes">Results in a row that were good.</param>
/// <param name="Failures">Results in a row that were bad.</param>
internal readonly record struct HealthTracker(LvsHealthState State, int Successes = 0, int Failures = 0)
{
    /// <summary>Whether results contradict the state, so that it may change soon.</summary>
    public bool IsChanging => State == LvsHealthState.Unknown
        || (State == LvsHealthState.Up && Failures > 0)
        || (State == LvsHealthState.Down && Successes > 0);

    /// <summary>Takes a result.</summary>
    /// <param name="isUp">The result.</param>
    /// <param name="rise">How many good ones in a row bring a server up.</param>
    /// <param name="fall">How many bad ones in a row bring it down.</param>
    /// <returns>The tracker after it. The first result of all decides by itself, so that a start takes no longer than one round.</returns>
    public HealthTracker After(bool isUp, int rise, int fall)
    {
        int successes = isUp ? Saturated(Successes) : 0;
        int failures = isUp ? 0 : Saturated(Failures);
        LvsHealthState state = State switch
        {
            LvsHealthState.Unknown => isUp ? LvsHealthState.Up : LvsHealthState.Down,
            LvsHealthState.Down when successes >= rise => LvsHealthState.Up,
            LvsHealthState.Up when failures >= fall => LvsHealthState.Down,
            _ => State,
        };
        return new HealthTracker(state, successes, failures);
    }

    private static int Saturated(int count) => count == int.MaxValue ? count : count + 1;
}
