namespace LvsPS.Netlink.Transport;

/// <summary>The error numbers that netlink and IPVS use (<c>asm-generic/errno.h</c>), the same on x86-64, arm64 and arm.</summary>
public static class Errno
{
    /// <summary>No error.</summary>
    public const int None = 0;

    /// <summary>EPERM.</summary>
    public const int NotPermitted = 1;

    /// <summary>ENOENT.</summary>
    public const int NoEntry = 2;

    /// <summary>ESRCH.</summary>
    public const int NoSuchProcess = 3;

    /// <summary>EINTR.</summary>
    public const int Interrupted = 4;

    /// <summary>ENXIO.</summary>
    public const int NoDeviceOrAddress = 6;

    /// <summary>EAGAIN.</summary>
    public const int TryAgain = 11;

    /// <summary>ENOMEM.</summary>
    public const int NoMemory = 12;

    /// <summary>EACCES.</summary>
    public const int AccessDenied = 13;

    /// <summary>EBUSY.</summary>
    public const int Busy = 16;

    /// <summary>EEXIST.</summary>
    public const int Exists = 17;

    /// <summary>ENODEV.</summary>
    public const int NoDevice = 19;

    /// <summary>ENOTDIR.</summary>
    public const int NotDirectory = 20;

    /// <summary>EINVAL.</summary>
    public const int Invalid = 22;

    /// <summary>ERANGE.</summary>
    public const int OutOfRange = 34;

    /// <summary>EMSGSIZE.</summary>
    public const int MessageSize = 90;

    /// <summary>ENOPROTOOPT.</summary>
    public const int NoProtocolOption = 92;

    /// <summary>EOPNOTSUPP.</summary>
    public const int NotSupported = 95;

    /// <summary>EAFNOSUPPORT.</summary>
    public const int AddressFamilyNotSupported = 97;

    /// <summary>EADDRINUSE.</summary>
    public const int AddressInUse = 98;

    /// <summary>EADDRNOTAVAIL.</summary>
    public const int AddressNotAvailable = 99;

    /// <summary>ENETDOWN.</summary>
    public const int NetworkDown = 100;

    /// <summary>ENETUNREACH.</summary>
    public const int NetworkUnreachable = 101;

    /// <summary>ENOBUFS.</summary>
    public const int NoBuffers = 105;

    /// <summary>EHOSTUNREACH.</summary>
    public const int HostUnreachable = 113;

    /// <summary>EALREADY.</summary>
    public const int Already = 114;
}
