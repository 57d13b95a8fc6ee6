using LvsPS.Netlink;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;

namespace LvsPS;

/// <summary>What was asked of the kernel, as far as an errno means different things for it.</summary>
internal enum LvsOperation
{
    Read,
    ReadService,
    AddService,
    EditService,
    RemoveService,
    AddRealServer,
    EditRealServer,
    RemoveRealServer,
    Clear,
    SetTimeout,
    StartDaemon,
    StopDaemon,
    ReadNetwork,
    ChangeAddress,
    ChangeRoute,
    ChangeLink,
    ChangePort,
    AskNeighbours,
}

/// <summary>The one table from an operation and an errno to an error (<c>net/netfilter/ipvs/ip_vs_ctl.c</c> for what each means).</summary>
internal static class KernelErrors
{
    private const string Resume = "Run the same again; what is done already is left as it is.";
    private const string Root = "Run as root, or with CAP_NET_ADMIN in the initial user namespace (not in a container's own).";

    /// <summary>What became of a change.</summary>
    public static LvsChangeResult Outcome(LvsChange change, RequestSetResult answer, int index, TimeSpan timeout)
    {
        int errno = answer.Errnos[index];
        return errno switch
        {
            Errno.None => new LvsChangeResult(change, LvsChangeStatus.Done, null),
            RequestSetResult.NotSent => new LvsChangeResult(change, LvsChangeStatus.NotSent, NotSent(change, answer)),
            RequestSetResult.Unknown => new LvsChangeResult(change, LvsChangeStatus.Unknown, Unknown(change, answer, timeout)),
            _ => new LvsChangeResult(
                change,
                LvsChangeStatus.Failed,
                errno == Errno.NoEntry && change is LvsServiceChange { After: LvsService after }
                    ? SchedulerNotFound(change, after)
                    : For(OperationOf(change), TargetOf(change), change.Description, errno, answer.KernelMessages.GetValueOrDefault(index))),
        };
    }

    /// <summary>What the kernel would answer an addition of what is there.</summary>
    public static LvsException IsThere(LvsChange change) =>
        For(OperationOf(change), TargetOf(change), change.Description, Errno.Exists, null);

    /// <summary>An exception of the netlink layer in the words of the domain; null for one that is not of that layer.</summary>
    public static LvsException? Translate(LvsOperation operation, object target, Exception exception) => exception switch
    {
        NetlinkException e => For(operation, target, $"Read {target}", e.Errno, e.KernelMessage),
        NetlinkTimeoutException e => TimedOut(target, e.Message),
        NetlinkProtocolException e => new LvsException(
            LvsErrorId.ProtocolMismatch,
            $"The kernel's answer for {target} is not of the known form: {e.Message}.",
            target,
            "Report this with the kernel's version and the output of the same command with -Debug.",
            e),
        ObjectDisposedException e => new LvsException(
            LvsErrorId.SessionClosed, "The session was closed while it was in use.", target, "Open another with New-LvsSession.", e),
        _ => null,
    };

    /// <summary>The error of an errno.</summary>
    public static LvsException For(LvsOperation operation, object target, string what, int errno, string? kernelMessage)
    {
        (string id, string why, string remedy) = Lookup(operation, errno);
        string detail = kernelMessage is null ? string.Empty : $" The kernel says: {kernelMessage}.";
        return new LvsKernelException(id, $"{what}: {why}.{detail}", target, remedy, errno);
    }

    /// <summary>The kernel does not say which of the two it misses.</summary>
    private static LvsKernelException SchedulerNotFound(LvsChange change, LvsService after)
    {
        (string id, _, string remedy) = Lookup(OperationOf(change), Errno.NoEntry);
        string why = after.PersistenceEngine is string engine
            ? $"the kernel has no scheduler '{after.Scheduler}' or no persistence engine '{engine}'"
            : $"the kernel has no scheduler '{after.Scheduler}'";
        return new LvsKernelException(id, $"{change.Description}: {why}.", TargetOf(change), remedy, Errno.NoEntry);
    }

    private static (string Id, string Why, string Remedy) Lookup(LvsOperation operation, int errno) => (operation, errno) switch
    {
        // IPv6 that is switched off gives EACCES, a missing capability EPERM (net/ipv6/addrconf.c, net/core/rtnetlink.c).
        (LvsOperation.ChangeAddress, Errno.AccessDenied) => (
            LvsErrorId.NotSupportedByKernel, "IPv6 is switched off on this interface", "Set net.ipv6.conf.INTERFACE.disable_ipv6 to 0."),
        (LvsOperation.AskNeighbours, Errno.NotPermitted) => (LvsErrorId.PermissionDenied, "permission denied", "Run as root, or with CAP_NET_RAW."),
        (LvsOperation.ChangeAddress, Errno.Invalid) => (
            LvsErrorId.KernelRejected, "the kernel refused it as invalid", "Give a unicast address, and a label that begins with the interface's name."),
        (LvsOperation.ChangeRoute or LvsOperation.ReadNetwork, Errno.NetworkUnreachable or Errno.HostUnreachable) => (
            LvsErrorId.KernelRejected, "there is no way to the next hop", "Name a next hop in a network of the interface, and bring the interface up."),
        (LvsOperation.ChangeLink, Errno.NotSupported) => (
            LvsErrorId.NotSupportedByKernel, "this kernel has no such kind of device, or does not let it go", "Load its module: modprobe ipip, sit, ip_gre, ip6_tunnel or ip6_gre."),
        (LvsOperation.ChangeLink, Errno.Exists) => (
            LvsErrorId.KernelRejected, "there is another tunnel with the same ends", "Remove that one ('ip -d link' shows it)."),
        (LvsOperation.ChangePort, Errno.NoEntry) => (
            LvsErrorId.NotSupportedByKernel, "this kernel cannot unpack GUE", "Load its module: modprobe fou, and for IPv6 modprobe fou6."),
        (LvsOperation.ChangePort, Errno.AddressInUse) => (
            LvsErrorId.KernelRejected, "another program uses this UDP port", "Take another port, or end that program ('ss -lun' shows it)."),
        (LvsOperation.ChangeAddress or LvsOperation.ChangeRoute or LvsOperation.ChangeLink or LvsOperation.AskNeighbours, Errno.NetworkDown) => (
            LvsErrorId.KernelRejected, "the interface is down", "Bring it up: ip link set INTERFACE up."),
        (_, Errno.NotPermitted or Errno.AccessDenied) => (LvsErrorId.PermissionDenied, "permission denied", Root),
        (LvsOperation.Read or LvsOperation.ReadService, Errno.NoEntry) => (
            LvsErrorId.IpvsNotAvailable,
            "the kernel has no IP Virtual Server",
            "Load it with 'modprobe ip_vs', or use New-LvsSession -Simulated to work without a kernel."),
        (LvsOperation.AddService, Errno.Exists) => (
            LvsErrorId.ServiceExists, "the service is there already", "Use Set-LvsService to change it."),
        (LvsOperation.AddRealServer, Errno.Exists) => (
            LvsErrorId.RealServerExists, "the real server is there already", "Use Set-LvsRealServer to change it."),
        (LvsOperation.StartDaemon, Errno.Exists) => (
            LvsErrorId.SyncDaemonRunning, "the daemon runs already", "Stop it first; the kernel cannot change a running one."),
        (LvsOperation.StopDaemon, Errno.NoSuchProcess) => (
            LvsErrorId.SyncDaemonNotRunning, "no such daemon runs", "Nothing has to be stopped."),
        (_, Errno.NoSuchProcess) => (
            LvsErrorId.ServiceNotFound, "there is no such service", "Get-LvsService lists the services; New-LvsService makes one."),
        (LvsOperation.AddService or LvsOperation.EditService, Errno.NoEntry) => (
            LvsErrorId.SchedulerNotFound,
            "the kernel has no such scheduler or persistence engine",
            "Check the name, which is in lower case, or load its module: modprobe ip_vs_NAME, for an engine ip_vs_pe_NAME."),
        (LvsOperation.EditRealServer or LvsOperation.RemoveRealServer, Errno.NoEntry) => (
            LvsErrorId.RealServerNotFound, "the service has no such real server", "Get-LvsRealServer lists its servers; Add-LvsRealServer adds one."),
        (_, Errno.NoDevice) => (
            LvsErrorId.InterfaceNotFound, "there is no such network interface", "Name an interface of this network namespace."),
        (LvsOperation.AddRealServer or LvsOperation.EditRealServer, Errno.Invalid) => (
            LvsErrorId.KernelRejected,
            "the kernel refused it as invalid",
            "Usual causes: the address is no unicast address or has no route here (is lo up?), a GUE tunnel without a port, an address family other than the service's without a tunnel or while a sync daemon runs."),
        (LvsOperation.StartDaemon, Errno.Invalid) => (
            LvsErrorId.KernelRejected,
            "the kernel refused it as invalid",
            "Usual causes: the group is no multicast address, or a service has a real server of another address family."),
        (_, Errno.Invalid) => (
            LvsErrorId.KernelRejected, "the kernel refused it as invalid", "Compare each setting with the cmdlet's help; -Debug shows what was sent."),
        (_, Errno.OutOfRange) => (
            LvsErrorId.KernelRejected, "a number is out of the kernel's range", "Weights are from 0 to 2147483647, and a lower threshold is not above its upper one."),
        (_, Errno.NotSupported or Errno.NoProtocolOption or Errno.AddressFamilyNotSupported) => (
            LvsErrorId.NotSupportedByKernel, "this kernel does not support it", "A newer kernel, or one with IPv6 in IPVS, may."),
        (_, Errno.NoMemory or Errno.NoBuffers) => (
            LvsErrorId.KernelResources, "the kernel has no memory for it", "Try again when memory is free."),
        (_, Errno.MessageSize) => (
            LvsErrorId.ProtocolMismatch, "the message does not fit", "Report this with the kernel's version and the output with -Debug."),
        _ => (LvsErrorId.KernelRejected, $"the kernel answered errno {errno} ({System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno)})", "Compare each setting with the cmdlet's help; -Debug shows what was sent."),
    };

    private static LvsException NotSent(LvsChange change, RequestSetResult answer) => answer.End switch
    {
        RequestSetEnd.TransportFailed => For(OperationOf(change), TargetOf(change), change.Description, answer.TransportErrno, null),
        RequestSetEnd.TimedOut => new LvsException(
            LvsErrorId.KernelTimeout,
            $"{change.Description}: not done, since the run's time was over before it.",
            TargetOf(change),
            Resume),
        _ => new LvsException(
            LvsErrorId.Cancelled,
            $"{change.Description}: not done, since the run ended before it.",
            TargetOf(change),
            Resume),
    };

    private static LvsException Unknown(LvsChange change, RequestSetResult answer, TimeSpan timeout) => answer.End == RequestSetEnd.TimedOut
        ? TimedOut(TargetOf(change), $"{change.Description}: no answer within {timeout.TotalSeconds:0.###} s, so whether it was done is not known.")
        : new LvsException(
            LvsErrorId.KernelResources,
            $"{change.Description}: the kernel's answer was lost, so whether it was done is not known.",
            TargetOf(change),
            "Read the table, and run the same again.");

    private static LvsException TimedOut(object target, string message) => new(
        LvsErrorId.KernelTimeout, message, target, "Try again, or give the session more time: New-LvsSession -Timeout.");

    private static object TargetOf(LvsChange change) => change switch
    {
        LvsServiceChange service => service.Service,
        LvsRealServerChange server => server.RealServer,
        LvsSyncDaemonChange daemon => daemon.Daemon,
        LvsResetChange { Service: LvsServiceId service } => service,
        _ => change.Target,
    };

    private static LvsOperation OperationOf(LvsChange change) => (change, change.Action) switch
    {
        (LvsServiceChange, LvsAction.Add) => LvsOperation.AddService,
        (LvsServiceChange, LvsAction.Edit) => LvsOperation.EditService,
        (LvsServiceChange, _) => LvsOperation.RemoveService,
        (LvsRealServerChange, LvsAction.Add) => LvsOperation.AddRealServer,
        (LvsRealServerChange, LvsAction.Edit) => LvsOperation.EditRealServer,
        (LvsRealServerChange, _) => LvsOperation.RemoveRealServer,
        (LvsTimeoutChange, _) => LvsOperation.SetTimeout,
        (LvsSyncDaemonChange, LvsAction.Add) => LvsOperation.StartDaemon,
        (LvsSyncDaemonChange, _) => LvsOperation.StopDaemon,
        _ => LvsOperation.Clear,
    };
}
