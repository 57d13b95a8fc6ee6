using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace LvsPS.Core.Tests.Health;

/// <summary>What a service manager is told, by the datagrams that arrive.</summary>
public sealed class ServiceNotifierTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_manager_gets_one_datagram_for_each_state(bool isAbstract)
    {
        using var manager = new ManagerSocket(isAbstract);
        using var notifier = new ServiceNotifier(manager.Address, TimeSpan.FromSeconds(30));
        notifier.Status("0 of 2 servers up");
        notifier.Ready("1 of 2\nservers up");
        notifier.Alive();
        notifier.Stopping();
        Assert.Equal(
            ["STATUS=0 of 2 servers up", "READY=1\nSTATUS=1 of 2 servers up", "WATCHDOG=1", "STOPPING=1"],
            Enumerable.Range(0, 4).Select(_ => manager.Receive()));
        Assert.Equal(TimeSpan.FromSeconds(30), notifier.Watchdog);
    }

    [Fact]
    public void A_reload_says_when_it_began_in_the_time_of_the_monotonic_clock()
    {
        using var manager = new ManagerSocket();
        using var notifier = new ServiceNotifier(manager.Address);
        long before = Microseconds();
        notifier.Reloading();
        string[] lines = manager.Receive().Split('\n');
        Assert.Equal("RELOADING=1", lines[0]);
        Assert.StartsWith("MONOTONIC_USEC=", lines[1], StringComparison.Ordinal);
        Assert.InRange(long.Parse(lines[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before - 1_000_000, Microseconds() + 1_000_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    [InlineData("/nowhere/notify")]
    [InlineData("/a-name-that-is-longer-than-the-address-of-a-unix-socket-may-be-which-is-a-hundred-and-eight-bytes-with-its-zero")]
    public void Without_a_manager_that_listens_nothing_happens(string? address)
    {
        using var notifier = new ServiceNotifier(address);
        notifier.Ready("up");
        notifier.Reloading();
        notifier.Alive();
        notifier.Stopping();
    }

    [Fact]
    public void A_notifier_that_is_disposed_says_nothing()
    {
        using var manager = new ManagerSocket();
        var notifier = new ServiceNotifier(manager.Address);
        notifier.Dispose();
        notifier.Alive();
        Assert.False(manager.HasMore);
    }

    [Theory]
    [InlineData("30000000", null, 30d)]
    [InlineData("30000000", "", 30d)]
    [InlineData("30000000", "42", 30d)]
    [InlineData("30000000", "43", null)]
    [InlineData("30000000", "many", null)]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("18446744073709551615", null, null)]
    [InlineData(null, null, null)]
    public void A_watchdog_is_ours_where_the_environment_names_our_process_or_none(string? microseconds, string? process, double? seconds) =>
        Assert.Equal(seconds is double s ? TimeSpan.FromSeconds(s) : null, ServiceNotifier.WatchdogOf(microseconds, process, 42));

    /// <summary>The kernel's own word: the time since the machine was started, without the time that it slept.</summary>
    private static long Microseconds() => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}
