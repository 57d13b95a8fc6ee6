using LvsPS.Netlink;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Core.Tests.Errors;

/// <summary>Which error an errno is, by what was asked.</summary>
public sealed class KernelErrorsTests
{
    private static readonly LvsOperation[] s_services = [LvsOperation.ReadService, LvsOperation.EditService, LvsOperation.RemoveService];
    private static readonly LvsOperation[] s_servers = [LvsOperation.AddRealServer, LvsOperation.EditRealServer, LvsOperation.RemoveRealServer];

    public static TheoryData<string, int, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, int, string>();
            void Row(IEnumerable<LvsOperation> operations, int errno, string id)
            {
                foreach (LvsOperation operation in operations)
                {
                    rows.Add(operation.ToString(), errno, id);
                }
            }

            LvsOperation[] all = Enum.GetValues<LvsOperation>();
            Row(all, Errno.NotPermitted, LvsErrorId.PermissionDenied);
            Row(all.Except([LvsOperation.ChangeAddress]), Errno.AccessDenied, LvsErrorId.PermissionDenied);
            Row([LvsOperation.ChangeAddress], Errno.AccessDenied, LvsErrorId.NotSupportedByKernel);
            Row([LvsOperation.ChangePort], Errno.NoEntry, LvsErrorId.NotSupportedByKernel);
            Row([LvsOperation.ChangePort], Errno.AddressInUse, LvsErrorId.KernelRejected);
            Row([LvsOperation.ChangeAddress, LvsOperation.ChangeRoute, LvsOperation.ChangeLink], Errno.NoDevice, LvsErrorId.InterfaceNotFound);
            Row([LvsOperation.ChangeRoute], Errno.NetworkUnreachable, LvsErrorId.KernelRejected);
            Row([LvsOperation.ChangeLink], Errno.Exists, LvsErrorId.KernelRejected);
            Row([LvsOperation.AskNeighbours], Errno.NetworkDown, LvsErrorId.KernelRejected);
            Row([LvsOperation.Read], Errno.NoEntry, LvsErrorId.IpvsNotAvailable);
            Row([.. s_services, .. s_servers], Errno.NoSuchProcess, LvsErrorId.ServiceNotFound);
            Row([LvsOperation.EditRealServer, LvsOperation.RemoveRealServer], Errno.NoEntry, LvsErrorId.RealServerNotFound);
            Row([LvsOperation.AddService, LvsOperation.EditService], Errno.NoEntry, LvsErrorId.SchedulerNotFound);
            Row([LvsOperation.AddService], Errno.Exists, LvsErrorId.ServiceExists);
            Row([LvsOperation.AddRealServer], Errno.Exists, LvsErrorId.RealServerExists);
            Row([LvsOperation.StartDaemon], Errno.Exists, LvsErrorId.SyncDaemonRunning);
            Row([LvsOperation.StopDaemon], Errno.NoSuchProcess, LvsErrorId.SyncDaemonNotRunning);
            Row([LvsOperation.StartDaemon], Errno.NoDevice, LvsErrorId.InterfaceNotFound);
            Row(all, Errno.Invalid, LvsErrorId.KernelRejected);
            Row(all, Errno.OutOfRange, LvsErrorId.KernelRejected);
            Row(all, Errno.NotSupported, LvsErrorId.NotSupportedByKernel);
            Row(all, Errno.AddressFamilyNotSupported, LvsErrorId.NotSupportedByKernel);
            Row(all, Errno.NoProtocolOption, LvsErrorId.NotSupportedByKernel);
            Row(all, Errno.MessageSize, LvsErrorId.ProtocolMismatch);
            Row(all, Errno.NoMemory, LvsErrorId.KernelResources);
            Row(all, Errno.NoBuffers, LvsErrorId.KernelResources);
            Row([LvsOperation.Clear], 99, LvsErrorId.KernelRejected);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_errno_of_each_operation_is_one_error_with_a_remedy(string operation, int errno, string id)
    {
        LvsException error = KernelErrors.For(Enum.Parse<LvsOperation>(operation), "target", "Do it", errno, "because");
        Assert.Equal(id, error.ErrorId);
        Assert.Equal("target", error.Target);
        Assert.StartsWith("Do it: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The kernel says: because.", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        Assert.Equal(errno, Assert.IsType<LvsKernelException>(error).Errno);
    }

    [Fact]
    public void Exceptions_of_the_netlink_layer_are_translated_and_others_are_not()
    {
        Assert.Equal(LvsErrorId.KernelTimeout, Translate(new NetlinkTimeoutException(TimeSpan.FromSeconds(1))));
        Assert.Equal(LvsErrorId.ProtocolMismatch, Translate(new NetlinkProtocolException("odd")));
        Assert.Equal(LvsErrorId.SessionClosed, Translate(new ObjectDisposedException("socket")));
        Assert.Equal(LvsErrorId.PermissionDenied, Translate(new NetlinkException(Errno.NotPermitted)));
        Assert.Null(Translate(new InvalidOperationException()));
    }

    private static string? Translate(Exception exception) => KernelErrors.Translate(LvsOperation.Read, "target", exception)?.ErrorId;
}
