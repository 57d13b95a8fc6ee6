namespace LvsPS.Netlink.Transport;

/// <summary>A transport could not be opened.</summary>
public sealed class NetlinkTransportException : Exception
{
    /// <summary>Says which system call failed on what.</summary>
    /// <param name="operation">The system call, and on what.</param>
    /// <param name="errno">Its errno.</param>
    public NetlinkTransportException(string operation, int errno)
        : base($"{operation}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno)}")
    {
        Operation = operation;
        Errno = errno;
    }

    /// <summary>The system call, and on what.</summary>
    public string Operation { get; }

    /// <summary>Its errno.</summary>
    public int Errno { get; }
}
