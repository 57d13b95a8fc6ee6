namespace LvsPS;

/// <summary>What a monitor takes a server to be before its first check has ended.</summary>
public enum LvsInitialState
{
    /// <summary>What the table says: up where it stands there with a weight, down where it stands with weight 0 or not at all. Where
    /// the service is not there either, nothing is known, and the first check decides. Nothing is changed before it.</summary>
    AsFound,

    /// <summary>Up, as keepalived has it.</summary>
    Up,

    /// <summary>Down until checks pass, as keepalived has it with <c>alpha</c>.</summary>
    Down,
}

/// <summary>What becomes of a server that is down.</summary>
public enum LvsDownAction
{
    /// <summary>It is removed from its service.</summary>
    Remove,

    /// <summary>It stays with weight 0: ldirectord's <c>quiescent=yes</c>, keepalived's <c>inhibit_on_failure</c>.</summary>
    Quiesce,
}

/// <summary>How a monitor leaves the table when it is stopped.</summary>
public enum LvsStopAction
{
    /// <summary>As it is: connections go on.</summary>
    Keep,

    /// <summary>Without its services and their real servers: ldirectord's <c>cleanstop=yes</c>.</summary>
    Clean,
}

/// <summary>What a monitor does where the table is not as it last wrote it.</summary>
public enum LvsForeignChange
{
    /// <summary>
    /// The change is reported and stays: a server keeps the weight that another gave it whenever it is up; a removed server or service
    /// is not put back until it is there again or its configuration changes. A server that is down is taken out all the same.
    /// </summary>
    Respect,

    /// <summary>The change is reported and taken back.</summary>
    Restore,
}
