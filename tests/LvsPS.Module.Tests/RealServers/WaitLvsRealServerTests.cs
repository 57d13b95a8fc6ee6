using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.RealServers;

public sealed class WaitLvsRealServerTests : EngineTest
{
    public WaitLvsRealServerTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2, 10.9.0.3
        Suspend-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2
        """);

    [Fact]
    public void One_without_connections_is_not_waited_for_and_may_be_removed()
    {
        EngineResult result = Run("Get-LvsRealServer -Address 10.9.0.1 | Wait-LvsRealServer -PassThru | Remove-LvsRealServer");
        Assert.Empty(result.Warnings);
        Assert.Equal(["DeleteDestination"], Director.Writes);
        Assert.Empty(Run("Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.2").Output);
    }

    [Fact]
    public void One_that_still_has_connections_when_the_time_is_up_is_an_error_and_the_others_come()
    {
        Director.Connect("tcp://10.0.0.1:80", "10.9.0.1", active: 3, inactive: 2, persistent: 1);
        EngineResult result = Engine.Run("Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1, 10.9.0.2 -Timeout 0 -PassThru");
        Assert.Equal(["10.9.0.2:80"], result.Texts);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("DrainTimeout", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category);
        Assert.Equal("10.9.0.1:80 of tcp://10.0.0.1:80 still has 3 active connections after 0 s.", error.Exception.Message);
        Run("Get-LvsRealServer | Where-Object { $_.Suspension } | Out-Null");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("-IncludeInactive", "2 inactive connections")]
    [InlineData("-IncludePersistent", "1 persistent connection")]
    [InlineData("-IncludeInactive -IncludePersistent", "2 inactive and 1 persistent connections")]
    public void Inactive_and_persistent_connections_are_waited_for_on_request(string parameters, string? left)
    {
        Director.Connect("tcp://10.0.0.1:80", "10.9.0.1", active: 0, inactive: 2, persistent: 1);
        EngineResult result = Engine.Run($"Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Timeout 0 {parameters}");
        Assert.Equal(left is null ? 0 : 1, result.Errors.Count);
        Assert.All(result.Errors, e => Assert.Contains($"still has {left} after", e.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void It_ends_when_the_connections_do()
    {
        Director.Connect("tcp://10.0.0.1:80", "10.9.0.1", active: 1, inactive: 0, persistent: 0);
        using var looks = new Timer(_ => Director.Connect("tcp://10.0.0.1:80", "10.9.0.1", active: 0, inactive: 0, persistent: 0), null, 300, -1);
        Assert.Equal(["10.9.0.1:80"], Run("Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Interval 100ms -Timeout 60 -PassThru").Texts);
    }

    [Fact]
    public void It_can_be_stopped()
    {
        Director.Connect("tcp://10.0.0.1:80", "10.9.0.1", active: 1, inactive: 0, persistent: 0);
        Timer? timer = null;
        EngineResult result = Engine.RunStopped(
            "Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1", stop => timer = new Timer(_ => stop(), null, 300, -1));
        timer?.Dispose();
        Assert.Empty(result.Output);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void One_that_still_gets_new_connections_is_a_warning() => Assert.Contains(
        "its weight is 1: Suspend-LvsRealServer ends that",
        Assert.Single(Run("Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.3").Warnings),
        StringComparison.Ordinal);

    [Fact]
    public void An_interval_that_is_too_short_is_an_error() =>
        RefusedUntouched("Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.1 -Interval 10ms", "InvalidDuration", ErrorCategory.InvalidArgument);

    [Fact]
    public void One_that_is_not_there_is_an_error() =>
        Fails("Wait-LvsRealServer -Tcp 10.0.0.1:80 10.9.0.9", "RealServerNotFound", ErrorCategory.ObjectNotFound);
}
