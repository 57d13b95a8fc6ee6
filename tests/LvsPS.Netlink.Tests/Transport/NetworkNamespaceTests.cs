using System.Diagnostics;
using LvsPS.Netlink.Tests.Support;
using LvsPS.Netlink.Transport;
using LvsPS.Netlink.Wire;
using Xunit;

namespace LvsPS.Netlink.Tests.Transport;

public class NetworkNamespaceTests
{
    [Theory]
    [InlineData("blue", "/run/netns/blue")]
    [InlineData("/proc/1234/ns/net", "/proc/1234/ns/net")]
    [InlineData("./here", "./here")]
    public void A_name_stands_in_the_folder_of_ip_netns_and_a_path_for_itself(string nameOrPath, string path) =>
        Assert.Equal(path, NetworkNamespace.PathOf(nameOrPath));

    [Fact]
    public void A_namespace_that_does_not_exist_is_ENOENT_and_named()
    {
        NetlinkTransportException e = Assert.Throws<NetlinkTransportException>(() => NetworkNamespace.Run("/run/netns/lvsps-none", () => 1));
        Assert.Equal(Errno.NoEntry, e.Errno);
        Assert.Contains("/run/netns/lvsps-none", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_through_a_file_is_ENOTDIR() =>
        Assert.Equal(Errno.NotDirectory, Assert.Throws<NetlinkTransportException>(() => NetworkNamespace.Run("/proc/self/comm/net", () => 1)).Errno);

    [Theory]
    [InlineData("/proc/self/comm")]
    [InlineData("/proc/self")]
    [InlineData("/proc/self/ns/uts")]
    public void A_file_that_is_no_network_namespace_is_EINVAL(string path)
    {
        NetlinkTransportException e = Assert.Throws<NetlinkTransportException>(() => NetworkNamespace.Run(path, () => 1));
        Assert.Equal(Errno.Invalid, e.Errno);
        Assert.Contains(path, e.Operation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_is_none_and_is_not_waited_for()
    {
        string pipe = Path.Combine(Path.GetTempPath(), $"lvsps-pipe-{Guid.NewGuid():N}");
        using (Process made = Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync();
        }

        try
        {
            var entering = Task.Run(() => NetworkNamespace.Run(pipe, () => 1));
            NetlinkTransportException e = await Assert.ThrowsAsync<NetlinkTransportException>(() => entering.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(Errno.Invalid, e.Errno);
        }
        finally
        {
            File.Delete(pipe);
        }
    }

    [Fact]
    public void A_path_with_a_NUL_is_no_other_path() =>
        Assert.Equal(Errno.Invalid, Assert.Throws<NetlinkTransportException>(() => NetworkNamespace.Run("/proc/self/ns/net\0x", () => 1)).Errno);

    [Fact]
    public void What_fails_leaks_no_descriptor()
    {
        int before = OpenDescriptors.Count("uts:[");
        for (int i = 0; i < 20; i++)
        {
            Assert.Throws<NetlinkTransportException>(() => NetworkNamespace.Run("/proc/self/ns/uts", () => 1));
        }

        Assert.Equal(before, OpenDescriptors.Count("uts:["));
    }

    [NamespaceFact]
    public void The_action_runs_on_a_thread_of_its_own_and_the_callers_stays_where_it_is()
    {
        string? Here() => new FileInfo("/proc/thread-self/ns/net").LinkTarget;
        string? before = Here();
        (int thread, string? there) = NetworkNamespace.Run("/proc/self/ns/net", () => (Environment.CurrentManagedThreadId, Here()));
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(before, there);
        Assert.Equal(before, Here());
    }

    [NamespaceFact]
    public void A_socket_that_was_opened_in_a_namespace_works_on_any_thread()
    {
        using var connection = new NetlinkConnection(NetworkNamespace.Run("/proc/self/ns/net", NetlinkSocket.Open), "nlctrl", 2);
        Assert.Equal(NetlinkConstants.ControlFamily, connection.ResolveFamily());
    }

    [NamespaceFact]
    public void What_the_action_throws_reaches_the_caller() =>
        Assert.Throws<InvalidTimeZoneException>(() => NetworkNamespace.Run<int>("/proc/self/ns/net", () => throw new InvalidTimeZoneException()));

    [NamespaceFact]
    public void Entering_leaks_no_descriptor()
    {
        int before = OpenDescriptors.Count("net:[");
        for (int i = 0; i < 20; i++)
        {
            NetworkNamespace.Run("/proc/self/ns/net", () => 1);
        }

        Assert.Equal(before, OpenDescriptors.Count("net:["));
    }
}
