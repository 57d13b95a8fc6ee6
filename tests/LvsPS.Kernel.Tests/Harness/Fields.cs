using System.Runtime.InteropServices;
using LvsPS.Netlink.Ipvs;
using LvsPS.Netlink.Wire;

namespace LvsPS.Kernel.Tests.Harness;

/// <summary>The attributes of a nest as bytes, to be left out, cut, or made too long.</summary>
public sealed class Fields
{
    private delegate void NestWriter(ref AttributeWriter writer);

    private readonly List<(ushort Type, byte[] Payload)> _attributes = [];
    private readonly ushort _nest;

    private Fields(IpvsCommandAttribute nest) => _nest = (ushort)nest;

    public static Fields Of(IpvsServiceMessage message) => Split(IpvsCommandAttribute.Service, (ref AttributeWriter w) => message.Write(ref w));

    public static Fields Of(IpvsDestinationMessage message) => Split(IpvsCommandAttribute.Destination, (ref AttributeWriter w) => message.Write(ref w));

    public static Fields Of(IpvsDaemonMessage message) => Split(IpvsCommandAttribute.Daemon, (ref AttributeWriter w) => message.Write(ref w));

    public Fields Without(ushort type)
    {
        _ = _attributes.RemoveAll(a => a.Type == type);
        return this;
    }

    public Fields With(ushort type, params byte[] payload)
    {
        _ = Without(type);
        _attributes.Add((type, payload));
        return this;
    }

    public Fields Resized(ushort type, int length)
    {
        byte[] payload = _attributes.Find(a => a.Type == type).Payload ?? [];
        Array.Resize(ref payload, length);
        return With(type, payload);
    }

    public void Write(ref AttributeWriter writer)
    {
        int start = writer.BeginNest(_nest);
        foreach ((ushort type, byte[] payload) in _attributes)
        {
            writer.PutBytes(type, payload);
        }

        writer.EndNest(start);
    }

    private static Fields Split(IpvsCommandAttribute nest, NestWriter write)
    {
        var fields = new Fields(nest);
        byte[] buffer = new byte[1024];
        var writer = new AttributeWriter(buffer);
        write(ref writer);
        for (int at = 4; at < writer.Position;)
        {
            int length = MemoryMarshal.Read<ushort>(buffer.AsSpan(at));
            fields._attributes.Add((MemoryMarshal.Read<ushort>(buffer.AsSpan(at + 2)), buffer[(at + 4)..(at + length)]));
            at += NetlinkConstants.Align(length);
        }

        return fields;
    }
}
