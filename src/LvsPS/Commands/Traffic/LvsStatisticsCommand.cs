namespace LvsPS.Commands;

/// <summary>What all cmdlets about counters share: they say where the kernel does not count.</summary>
public abstract class LvsStatisticsCommand : LvsServiceTargetCommand
{
    private readonly HashSet<LvsSession> _asked = [];

    /// <summary>Warns once for each director whose estimation is switched off.</summary>
    /// <param name="session">The director.</param>
    /// <returns>Whether it is, at the first call for it.</returns>
    private protected bool WarnWhereFrozen(LvsSession session)
    {
        bool isOff = _asked.Add(session) && Estimation.IsOff(session);
        if (isOff)
        {
            WriteWarning(Estimation.Frozen);
        }

        return isOff;
    }
}
