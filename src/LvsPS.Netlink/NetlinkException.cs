namespace LvsPS.Netlink;

/// <summary>The kernel answered a request with an error.</summary>
public sealed class NetlinkException : Exception
{
    /// <summary>Takes the error of an answer.</summary>
    /// <param name="errno">The error number, positive.</param>
    /// <param name="kernelMessage">The text of an extended acknowledgement, where the kernel sent one.</param>
    public NetlinkException(int errno, string? kernelMessage = null)
        : base(kernelMessage ?? System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno))
    {
        Errno = errno;
        KernelMessage = kernelMessage;
    }

    /// <summary>The error number, positive.</summary>
    public int Errno { get; }

    /// <summary>The text of an extended acknowledgement, where the kernel sent one.</summary>
    public string? KernelMessage { get; }
}

/// <summary>No answer came before the deadline.</summary>
public sealed class NetlinkTimeoutException : Exception
{
    /// <summary>Says how long was waited.</summary>
    /// <param name="timeout">The time that passed.</param>
    public NetlinkTimeoutException(TimeSpan timeout)
        : base($"The kernel did not answer within {timeout.TotalSeconds:0.###} s.") => Timeout = timeout;

    /// <summary>The time that passed.</summary>
    public TimeSpan Timeout { get; }
}
