using System.Globalization;

namespace LvsPS.Netlink.Transport;

/// <summary>Names of error numbers as <c>errno(3)</c> has them, for messages and traces.</summary>
public static class ErrnoName
{
    // asm-generic/errno-base.h from 1 on, and asm-generic/errno.h from 35 on; the gaps are 41 and 58.
    private static readonly string[] s_names = (
        "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR " +
        "EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS " +
        "ENOTEMPTY ELOOP 41 ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT " +
        "58 EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW " +
        "ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE " +
        "EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN " +
        "ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN " +
        "EHOSTUNREACH EALREADY EINPROGRESS ESTALE").Split(' ');

    /// <summary>Names an error.</summary>
    /// <param name="errno">The error number, positive.</param>
    /// <returns>Its name, or the number itself where it has none.</returns>
    public static string Of(int errno) =>
        errno >= 1 && errno <= s_names.Length ? s_names[errno - 1] : errno.ToString(CultureInfo.InvariantCulture);
}
