namespace LvsPS.Netlink;

/// <summary>Takes one message of an answer.</summary>
/// <param name="command">The message's command; for a protocol without families, its type.</param>
/// <param name="attributes">Its attributes; for a protocol without families, with the protocol's own header before them.</param>
public delegate void ReplyHandler(byte command, ReadOnlySpan<byte> attributes);
