namespace LvsPS.Netlink.Route;

/// <summary>The message types of rtnetlink that matter here (<c>linux/rtnetlink.h</c>, RTM_*). All fit into the byte of a command.</summary>
public enum RouteCommand : byte
{
    /// <summary>RTM_NEWLINK: makes or changes an interface; also the answer to <see cref="GetLink"/>.</summary>
    NewLink = 16,

    /// <summary>RTM_DELLINK: removes an interface.</summary>
    DeleteLink = 17,

    /// <summary>RTM_GETLINK: asks for one interface, or as a dump for all.</summary>
    GetLink = 18,

    /// <summary>RTM_NEWADDR: adds an address; also the answer to <see cref="GetAddress"/>.</summary>
    NewAddress = 20,

    /// <summary>RTM_DELADDR: removes an address.</summary>
    DeleteAddress = 21,

    /// <summary>RTM_GETADDR: dumps the addresses.</summary>
    GetAddress = 22,

    /// <summary>RTM_NEWROUTE: adds a route; also the answer to <see cref="GetRoute"/>.</summary>
    NewRoute = 24,

    /// <summary>RTM_DELROUTE: removes a route.</summary>
    DeleteRoute = 25,

    /// <summary>RTM_GETROUTE: asks where packets to an address go.</summary>
    GetRoute = 26,
}
