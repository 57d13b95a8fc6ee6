namespace LvsPS.Netlink;

/// <summary>Takes one message of an answer.</summary>
/// <param name="command">The message's command.</param>
/// <param name="attributes">Its attributes.</param>
public delegate void ReplyHandler(byte command, ReadOnlySpan<byte> attributes);
