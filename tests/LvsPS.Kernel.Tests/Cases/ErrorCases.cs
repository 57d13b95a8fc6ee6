using System.Net;
using LvsPS.Kernel.Tests.Harness;
using LvsPS.Netlink.Transport;
using Xunit;

namespace LvsPS.Kernel.Tests.Cases;

public sealed class ErrorsOnSimulator : ErrorCases<SimulatorUnderTest>;

public sealed class ErrorsOnKernel : ErrorCases<RealKernel>;

/// <summary>
/// What the kernel refuses, as the error that a user gets of it. Much of this no cmdlet sends, since it is found before: here it is sent
/// all the same, by the module's own client.
/// </summary>
public abstract class ErrorCases<TKernel> : IDisposable
    where TKernel : IKernelUnderTest, new()
{
    private static readonly LvsServiceId s_service = LvsServiceId.Parse("tcp://192.0.2.1:80");
    private static readonly LvsServiceId s_other = LvsServiceId.Parse("tcp://192.0.2.9:80");
    private static readonly LvsSyncDaemon s_daemon = new() { Role = LvsSyncRole.Master, Interface = "eth0" };

    private readonly TKernel _kernel = new();
    private readonly LvsClient _client;

    protected ErrorCases()
    {
        _client = new LvsClient(_kernel.Connect());
        Assert.Null(Error(new LvsServiceChange(null, LvsService.Default(s_service))));
        Assert.Null(Error(new LvsRealServerChange(null, Server("10.0.0.1"))));
    }

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
        GC.SuppressFinalize(this);
    }

    [Case]
    public void What_is_there_already_is_EEXIST()
    {
        Refused(new LvsServiceChange(null, LvsService.Default(s_service)), Errno.Exists, LvsErrorId.ServiceExists);
        Refused(new LvsRealServerChange(null, Server("10.0.0.1")), Errno.Exists, LvsErrorId.RealServerExists);
        Assert.Null(Error(new LvsSyncDaemonChange(null, s_daemon)));
        Refused(new LvsSyncDaemonChange(null, s_daemon), Errno.Exists, LvsErrorId.SyncDaemonRunning);
    }

    [Case]
    public void A_service_that_is_not_there_is_ESRCH()
    {
        LvsService other = LvsService.Default(s_other);
        LvsRealServer server = Server("10.0.0.1") with { Service = s_other };
        foreach (LvsChange change in new LvsChange[]
        {
            new LvsServiceChange(other, other with { Scheduler = "rr" }), new LvsServiceChange(other, null), new LvsResetChange(s_other),
            new LvsRealServerChange(null, server), new LvsRealServerChange(server, server with { Weight = 2 }), new LvsRealServerChange(server, null),
        })
        {
            Refused(change, Errno.NoSuchProcess, LvsErrorId.ServiceNotFound);
        }

        Assert.Null(_client.FindService(s_other));
        Refused(new LvsSyncDaemonChange(s_daemon, null), Errno.NoSuchProcess, LvsErrorId.SyncDaemonNotRunning);
    }

    [Case]
    public void A_scheduler_an_engine_or_a_server_that_is_not_there_is_ENOENT()
    {
        LvsService service = LvsService.Default(s_service);
        Refused(new LvsServiceChange(null, LvsService.Default(s_other) with { Scheduler = "nosuch" }), Errno.NoEntry, LvsErrorId.SchedulerNotFound);
        Refused(new LvsServiceChange(service, service with { Scheduler = "nosuch" }), Errno.NoEntry, LvsErrorId.SchedulerNotFound);
        Refused(new LvsServiceChange(service, service with { PersistenceEngine = "nosuch" }), Errno.NoEntry, LvsErrorId.SchedulerNotFound);
        LvsRealServer server = Server("10.0.0.9");
        Refused(new LvsRealServerChange(server, server with { Weight = 2 }), Errno.NoEntry, LvsErrorId.RealServerNotFound);
        Refused(new LvsRealServerChange(server, null), Errno.NoEntry, LvsErrorId.RealServerNotFound);
    }

    [Case]
    public void A_number_out_of_range_is_ERANGE()
    {
        Refused(new LvsRealServerChange(null, Server("10.0.0.2") with { Weight = -1 }), Errno.OutOfRange, LvsErrorId.KernelRejected);
        Refused(
            new LvsRealServerChange(null, Server("10.0.0.2") with { UpperThreshold = 5, LowerThreshold = 6 }), Errno.OutOfRange, LvsErrorId.KernelRejected);
    }

    [Case]
    public void A_server_that_cannot_be_is_EINVAL()
    {
        foreach (LvsRealServer server in new[]
        {
            Server("224.0.0.1"), Server("255.255.255.255"), Server("2001:db8::1"),
            Server("10.0.0.2") with { Forwarding = LvsForwarding.Tunnel, TunnelType = LvsTunnelType.Gue },
        })
        {
            Refused(new LvsRealServerChange(null, server), Errno.Invalid, LvsErrorId.KernelRejected);
        }
    }

    [Case]
    public void Two_families_and_a_sync_daemon_are_EINVAL_in_either_order()
    {
        LvsRealServer mixed = Server("2001:db8::1") with { Forwarding = LvsForwarding.Tunnel };
        Assert.Null(Error(new LvsSyncDaemonChange(null, s_daemon)));
        Refused(new LvsRealServerChange(null, mixed), Errno.Invalid, LvsErrorId.KernelRejected);
        Assert.Null(Error(new LvsSyncDaemonChange(s_daemon, null)));
        Assert.Null(Error(new LvsRealServerChange(null, mixed)));
        Refused(new LvsSyncDaemonChange(null, s_daemon), Errno.Invalid, LvsErrorId.KernelRejected);
    }

    [Case]
    public void A_daemon_that_cannot_be_is_EINVAL_or_ENODEV()
    {
        Refused(new LvsSyncDaemonChange(null, s_daemon with { Group = IPAddress.Parse("10.0.0.1") }), Errno.Invalid, LvsErrorId.KernelRejected);
        Refused(new LvsSyncDaemonChange(null, s_daemon with { Interface = "nosuch" }), Errno.NoDevice, LvsErrorId.InterfaceNotFound);
    }

    [Case]
    public void A_time_out_that_no_timer_holds_is_EINVAL() => Refused(
        new LvsTimeoutChange(new LvsTimeout(), new LvsTimeout { Tcp = TimeSpan.FromSeconds((int.MaxValue / _kernel.TicksPerSecond) + 1) }),
        Errno.Invalid,
        LvsErrorId.KernelRejected);

    [Case]
    public void Without_CAP_NET_ADMIN_everything_is_EPERM() => _kernel.WithoutPrivilege(transport =>
    {
        using var client = new LvsClient(transport);
        Assert.Equal(LvsErrorId.PermissionDenied, Assert.Throws<LvsKernelException>(() => client.ReadServices(withRealServers: false)).ErrorId);
        Assert.Equal(LvsErrorId.PermissionDenied, Assert.Throws<LvsKernelException>(() => client.ReadTimeout()).ErrorId);
        Assert.Equal(LvsErrorId.PermissionDenied, Assert.Throws<LvsKernelException>(() => client.ReadSyncDaemons()).ErrorId);
        LvsChangeResult result = Assert.Single(client.Apply([new LvsServiceChange(null, LvsService.Default(s_other))]));
        Assert.Equal(LvsErrorId.PermissionDenied, result.Error?.ErrorId);
        return true;
    });

    private static LvsRealServer Server(string address) =>
        new() { Service = s_service, Address = IPAddress.Parse(address), Port = 80, Forwarding = LvsForwarding.Masquerade };

    private LvsException? Error(LvsChange change) => Assert.Single(_client.Apply([change])).Error;

    private void Refused(LvsChange change, int errno, string id)
    {
        LvsKernelException error = Assert.IsType<LvsKernelException>(Error(change), exactMatch: false);
        Assert.Equal((errno, id), (error.Errno, error.ErrorId));
        Assert.NotNull(error.Target);
        Assert.False(string.IsNullOrWhiteSpace(error.Remedy));
    }
}
