namespace LvsPS;

/// <summary>Whether the kernel moves totals and rates at all (<c>net.ipv4.vs.run_estimation</c>, Linux 5.15 and later).</summary>
internal static class Estimation
{
    /// <summary>What a user has to know where it does not.</summary>
    public const string Frozen =
        "net.ipv4.vs.run_estimation is 0: totals and rates of services and real servers stand still until it is 1 again. Connections are live.";

    /// <summary>Whether it is switched off.</summary>
    /// <param name="session">The director.</param>
    /// <returns>False also where the kernel has no such setting.</returns>
    public static bool IsOff(LvsSession session)
    {
        try
        {
            return session.Files.ReadSetting("run_estimation").Trim() == "0";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
