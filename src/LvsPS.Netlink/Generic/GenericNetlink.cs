using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Generic;

/// <summary>The header that follows the netlink header in generic netlink: <c>struct genlmsghdr</c> of <c>linux/genetlink.h</c>.</summary>
public static class GenericNetlink
{
    /// <summary>GENL_HDRLEN: command, version and two reserved bytes.</summary>
    public const int HeaderSize = 4;

    /// <summary>CTRL_CMD_GETFAMILY.</summary>
    public const byte GetFamily = 3;

    /// <summary>CTRL_CMD_NEWFAMILY, the answer.</summary>
    public const byte NewFamily = 1;

    /// <summary>CTRL_ATTR_FAMILY_ID.</summary>
    public const ushort FamilyId = 1;

    /// <summary>CTRL_ATTR_FAMILY_NAME.</summary>
    public const ushort FamilyName = 2;

    /// <summary>The attributes of the controller that matter here (CTRL_ATTR_*).</summary>
    public static AttributePolicySet Control { get; } = new(
        "CTRL",
        new AttributePolicy(FamilyId, "FAMILY_ID", AttributeKind.U16),
        new AttributePolicy(FamilyName, "FAMILY_NAME", AttributeKind.Text, 15),
        new AttributePolicy(3, "VERSION", AttributeKind.U32),
        new AttributePolicy(4, "HDRSIZE", AttributeKind.U32),
        new AttributePolicy(5, "MAXATTR", AttributeKind.U32));
}
