using LvsPS.Netlink.Wire;

namespace LvsPS.Netlink.Generic;

/// <summary>The commands of the family <c>fou</c> (<c>linux/fou.h</c>, FOU_CMD_*).</summary>
public enum FouCommand : byte
{
    /// <summary>Never sent.</summary>
    Unspecified,

    /// <summary>Opens a port.</summary>
    Add,

    /// <summary>Closes a port.</summary>
    Delete,

    /// <summary>Dumps the ports.</summary>
    Get,
}

/// <summary>A UDP port whose packets the kernel unpacks as GUE (<c>net/ipv4/fou_core.c</c>).</summary>
/// <param name="Port">The port.</param>
/// <param name="AddressFamily">AF_INET or AF_INET6.</param>
public readonly record struct FouMessage(ushort Port, byte AddressFamily)
{
    /// <summary>The name of the family.</summary>
    public const string FamilyName = "fou";

    /// <summary>FOU_GENL_VERSION.</summary>
    public const byte FamilyVersion = 1;

    private const ushort AttributePort = 1;
    private const ushort AttributeFamily = 2;
    private const ushort AttributeType = 4;

    // FOU_ENCAP_GUE; FOU_ENCAP_DIRECT, which is 1, has no header of its own.
    private const byte TypeGue = 2;

    private static readonly AttributePolicySet s_policy = new(
        "FOU",
        new AttributePolicy(AttributePort, "PORT", AttributeKind.U16BigEndian),
        new AttributePolicy(AttributeFamily, "AF", AttributeKind.U8),
        new AttributePolicy(AttributeType, "TYPE", AttributeKind.U8));

    /// <summary>Reads the attributes of a message.</summary>
    /// <param name="attributes">The bytes behind the generic netlink header.</param>
    /// <returns>The port; null for one that is not of GUE.</returns>
    public static FouMessage? Read(ReadOnlySpan<byte> attributes)
    {
        FouMessage port = default;
        byte type = 0;
        var reader = new AttributeReader(attributes, s_policy);
        while (reader.MoveNext())
        {
            switch (reader.Type)
            {
                case AttributePort: port = port with { Port = reader.GetU16BigEndian() }; break;
                case AttributeFamily: port = port with { AddressFamily = reader.GetU8() }; break;
                case AttributeType: type = reader.GetU8(); break;
            }
        }

        return type == TypeGue ? port : null;
    }

    /// <summary>Has the port opened, for GUE.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>FOU_CMD_ADD.</returns>
    public byte WriteAdd(ref AttributeWriter writer)
    {
        WriteIdentity(ref writer);
        writer.PutU8(AttributeType, TypeGue);
        return (byte)FouCommand.Add;
    }

    /// <summary>Has the port closed.</summary>
    /// <param name="writer">Where to.</param>
    /// <returns>FOU_CMD_DEL.</returns>
    public byte WriteDelete(ref AttributeWriter writer)
    {
        WriteIdentity(ref writer);
        return (byte)FouCommand.Delete;
    }

    private void WriteIdentity(ref AttributeWriter writer)
    {
        writer.PutU16BigEndian(AttributePort, Port);
        writer.PutU8(AttributeFamily, AddressFamily);
    }
}
