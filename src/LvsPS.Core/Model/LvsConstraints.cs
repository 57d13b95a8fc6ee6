namespace LvsPS;

/// <summary>What must hold of services and real servers, and the kernel does not check.</summary>
public static class LvsConstraints
{
    /// <summary>Checks a service's own settings.</summary>
    /// <param name="service">The service.</param>
    /// <returns>One error (InvalidService) for each thing that is wrong; none where it is right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsService service) => [];

    /// <summary>Checks a real server's settings, among themselves and against the identity of its service.</summary>
    /// <param name="server">The server.</param>
    /// <returns>One error (InvalidRealServer) for each thing that is wrong; none where it is right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsRealServer server) => [];

    /// <summary>Checks time-outs.</summary>
    /// <param name="timeout">The time-outs.</param>
    /// <returns>One error (InvalidTimeout) for each thing that is wrong; none where they are right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsTimeout timeout) => [];

    /// <summary>Checks a synchronisation daemon's settings.</summary>
    /// <param name="daemon">The daemon.</param>
    /// <returns>One error (InvalidSyncDaemon) for each thing that is wrong; none where it is right.</returns>
    public static IEnumerable<LvsInputException> Check(LvsSyncDaemon daemon) => [];
}
