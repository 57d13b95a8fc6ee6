namespace LvsPS.Netlink.Wire;

/// <summary>The other side sent bytes that are not of the form that the protocol prescribes.</summary>
public sealed class NetlinkProtocolException : Exception
{
    /// <summary>Says what was wrong with the bytes.</summary>
    /// <param name="message">What was expected and what was found.</param>
    public NetlinkProtocolException(string message)
        : base(message)
    {
    }
}
