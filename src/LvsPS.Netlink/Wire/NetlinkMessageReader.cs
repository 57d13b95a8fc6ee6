namespace LvsPS.Netlink.Wire;

/// <summary>Walks over the messages of one datagram, as NLMSG_OK and NLMSG_NEXT do.</summary>
public ref struct NetlinkMessageReader
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Begins at the first message.</summary>
    /// <param name="datagram">What one receive returned.</param>
    public NetlinkMessageReader(ReadOnlySpan<byte> datagram) => _rest = datagram;

    /// <summary>The header of the current message.</summary>
    public NetlinkHeader Header { get; private set; }

    /// <summary>What follows the header, without padding.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Goes to the next message.</summary>
    /// <returns>False at the end of the datagram.</returns>
    /// <exception cref="NetlinkProtocolException">A message is shorter than its header or longer than the datagram.</exception>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        if (_rest.Length < NetlinkHeader.Size)
        {
            throw new NetlinkProtocolException($"a message header has {NetlinkHeader.Size} bytes, {_rest.Length} were left");
        }

        Header = NetlinkHeader.Read(_rest);
        if (Header.Length < NetlinkHeader.Size || Header.Length > (uint)_rest.Length)
        {
            throw new NetlinkProtocolException($"a message says that it has {Header.Length} bytes, {_rest.Length} were left");
        }

        Payload = _rest[NetlinkHeader.Size..(int)Header.Length];
        _rest = _rest[Math.Min(NetlinkConstants.Align((int)Header.Length), _rest.Length)..];
        return true;
    }
}
