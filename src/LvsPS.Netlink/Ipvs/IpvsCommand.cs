namespace LvsPS.Netlink.Ipvs;

/// <summary>The commands of the IPVS family, in the order of <c>linux/ip_vs.h</c> (IPVS_CMD_*).</summary>
public enum IpvsCommand : byte
{
    /// <summary>Never sent.</summary>
    Unspecified,

    /// <summary>Adds a service; also the answer to <see cref="GetService"/>.</summary>
    NewService,

    /// <summary>Replaces a service's settings as a whole.</summary>
    SetService,

    /// <summary>Deletes a service with its destinations.</summary>
    DeleteService,

    /// <summary>Asks for one service, or as a dump for all.</summary>
    GetService,

    /// <summary>Adds a destination to a service; also the answer to <see cref="GetDestination"/>.</summary>
    NewDestination,

    /// <summary>Replaces a destination's settings as a whole.</summary>
    SetDestination,

    /// <summary>Deletes a destination.</summary>
    DeleteDestination,

    /// <summary>Dumps the destinations of one service.</summary>
    GetDestination,

    /// <summary>Starts a synchronisation daemon; also the answer to <see cref="GetDaemon"/>.</summary>
    NewDaemon,

    /// <summary>Stops a synchronisation daemon.</summary>
    DeleteDaemon,

    /// <summary>Dumps the running synchronisation daemons.</summary>
    GetDaemon,

    /// <summary>Sets time-outs; also the answer to <see cref="GetConfig"/>.</summary>
    SetConfig,

    /// <summary>Asks for the time-outs.</summary>
    GetConfig,

    /// <summary>The answer to <see cref="GetInfo"/>.</summary>
    SetInfo,

    /// <summary>Asks for the version and the size of the connection table.</summary>
    GetInfo,

    /// <summary>Zeroes the statistics of one service, or of all.</summary>
    Zero,

    /// <summary>Deletes all services with their destinations.</summary>
    Flush,
}
