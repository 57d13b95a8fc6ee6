namespace LvsPS.Netlink.Wire;

/// <summary>Flags of a netlink header (<c>linux/netlink.h</c>, NLM_F_*).</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>NLM_F_REQUEST: a request to the kernel.</summary>
    Request = 0x001,

    /// <summary>NLM_F_MULTI: one message of several, which NLMSG_DONE ends.</summary>
    Multi = 0x002,

    /// <summary>NLM_F_ACK: an answer is wanted also on success.</summary>
    Ack = 0x004,

    /// <summary>NLM_F_ECHO: the request is to be echoed.</summary>
    Echo = 0x008,

    /// <summary>NLM_F_DUMP_INTR: what was dumped changed meanwhile.</summary>
    DumpInterrupted = 0x010,

    /// <summary>NLM_F_DUMP_FILTERED: the kernel applied the filter that was asked for.</summary>
    DumpFiltered = 0x020,

    /// <summary>NLM_F_CREATE: what is not there is made.</summary>
    Create = 0x400,

    /// <summary>NLM_F_ROOT | NLM_F_MATCH: a dump.</summary>
    Dump = 0x300,

    /// <summary>NLM_F_CAPPED: an error answer without the payload of its request.</summary>
    Capped = 0x100,

    /// <summary>NLM_F_ACK_TLVS: an error answer followed by attributes.</summary>
    AckAttributes = 0x200,

#pragma warning disable CA1069 // The bits of requests that make something have other meanings in answers.
    /// <summary>NLM_F_EXCL: what is there already is an error.</summary>
    Exclusive = 0x200,
#pragma warning restore CA1069
}

/// <summary>Numbers of the netlink protocol itself (<c>linux/netlink.h</c>, <c>linux/genetlink.h</c>).</summary>
public static class NetlinkConstants
{
    /// <summary>NLMSG_NOOP: nothing.</summary>
    public const ushort MessageNoop = 1;

    /// <summary>NLMSG_ERROR: an errno, or 0 for an acknowledgement.</summary>
    public const ushort MessageError = 2;

    /// <summary>NLMSG_DONE: the end of a dump.</summary>
    public const ushort MessageDone = 3;

    /// <summary>NLMSG_OVERRUN: data was lost.</summary>
    public const ushort MessageOverrun = 4;

    /// <summary>NLMSGERR_ATTR_MSG: the text of an extended acknowledgement.</summary>
    public const ushort ErrorAttributeMessage = 1;

    /// <summary>NLMSGERR_ATTR_OFFS: where in the request the extended acknowledgement points, in bytes.</summary>
    public const ushort ErrorAttributeOffset = 2;

    /// <summary>GENL_ID_CTRL: the family that resolves the names of families.</summary>
    public const ushort ControlFamily = 0x10;

    /// <summary>NLA_TYPE_MASK: the bits of an attribute's type that are its number.</summary>
    public const ushort AttributeTypeMask = 0x3fff;

    /// <summary>NLA_F_NESTED: the attribute holds attributes.</summary>
    public const ushort AttributeNested = 0x8000;

    /// <summary>NLMSG_ALIGN and NLA_ALIGN: both round up to four bytes.</summary>
    /// <param name="length">A length in bytes.</param>
    /// <returns>The length with its padding.</returns>
    public static int Align(int length) => checked(length + 3) & ~3;
}
