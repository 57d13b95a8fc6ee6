using Xunit;

namespace LvsPS.Core.Tests.Client;

public sealed class TableLockTests : IDisposable
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lvsps-{Guid.NewGuid():N}");

    [Fact]
    public void Two_holders_exclude_each_other_and_the_wait_ends()
    {
        using IDisposable held = new TableLock("net", _folder).Take(s_moment, CancellationToken.None);
        var refused = Assert.Throws<LvsException>(() => new TableLock("net", _folder).Take(s_moment, CancellationToken.None));
        Assert.Equal(LvsErrorId.TableLocked, refused.ErrorId);
        Assert.Equal(Path.Combine(_folder, "net.lock"), refused.Target);
    }

    [Fact]
    public void Another_namespace_has_a_lock_of_its_own()
    {
        using IDisposable one = new TableLock("net1", _folder).Take(s_moment, CancellationToken.None);
        using IDisposable other = new TableLock("net2", _folder).Take(s_moment, CancellationToken.None);
    }

    [Fact]
    public async Task Who_waits_gets_it_when_it_is_let_go()
    {
        IDisposable held = new TableLock("net", _folder).Take(s_moment, CancellationToken.None);
        using var waits = new SemaphoreSlim(0);
        Task<IDisposable> next = Task.Factory.StartNew(
            () =>
            {
                waits.Release();
                return new TableLock("net", _folder).Take(s_long, CancellationToken.None);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await waits.WaitAsync();
        Assert.False(next.IsCompleted);
        held.Dispose();
        (await next.WaitAsync(s_long)).Dispose();
        new TableLock("net", _folder).Take(s_moment, CancellationToken.None).Dispose();
    }

    [Fact]
    public void Who_may_not_even_read_is_told_so_and_not_of_the_lock()
    {
        // Not even root opens a folder for writing.
        Directory.CreateDirectory(Path.Combine(_folder, "net.lock"));
        var kernel = new LvsPS.Simulator.SimulatedKernel();
        using var client = new LvsClient(kernel.Connect(), tableLock: new TableLock("net", _folder));
        Assert.Contains("net.lock", Assert.Throws<LvsException>(() => client.Lock()).Message, StringComparison.Ordinal);
        kernel.IsPrivileged = false;
        LvsException refused = Assert.ThrowsAny<LvsException>(() => client.Lock());
        Assert.Equal(LvsErrorId.PermissionDenied, refused.ErrorId);
        Assert.Contains("CAP_NET_ADMIN", refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_the_wait()
    {
        using IDisposable held = new TableLock("net", _folder).Take(s_moment, CancellationToken.None);
        using var cancellation = new CancellationTokenSource(s_moment);
        Assert.ThrowsAny<OperationCanceledException>(() => new TableLock("net", _folder).Take(s_long, cancellation.Token));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_an_error_at_once()
    {
        var refused = Assert.Throws<LvsException>(() => new TableLock("net", "/proc/self/status/none").Take(s_long, CancellationToken.None));
        Assert.Contains(refused.ErrorId, new[] { LvsErrorId.FileAccess, LvsErrorId.PermissionDenied });
    }

    [Fact]
    public void Nobody_else_can_open_the_file_and_so_lock_it()
    {
        using IDisposable held = new TableLock("net", _folder).Take(s_moment, CancellationToken.None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "net.lock")));
    }

    [Fact]
    public void The_key_tells_namespaces_and_boots_apart() =>
        Assert.Matches("^[0-9]+-[0-9a-f-]{36}$", TableLock.KeyOfThread());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
