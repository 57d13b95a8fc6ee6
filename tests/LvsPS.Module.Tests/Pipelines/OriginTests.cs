using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Pipelines;

/// <summary>What was read from a director goes back to it, whatever the default is; only -Session sends it elsewhere.</summary>
public sealed class OriginTests : EngineTest
{
    private const string SameTable = """
        New-LvsService -Tcp 10.0.0.1:80 -Scheduler wlc -Session $session -PassThru | Add-LvsRealServer -Address 10.9.0.1 -Weight 5
        """;

    private readonly SimulatedDirector _other;

    public OriginTests()
    {
        Run("$other = New-LvsSession -Simulated -Name other; foreach ($session in $other, (Get-LvsSession -Default)) { " + SameTable + " }");
        _other = SimulatedDirector.Of(Engine, "$other");
        _other.ClearLog();
        Director.ClearLog();
    }

    [Theory]
    [InlineData("Get-LvsService -Session $other | Set-LvsService -Scheduler rr", "SetService")]
    [InlineData("Get-LvsService -Session $other | Remove-LvsService", "DeleteService")]
    [InlineData("Get-LvsService -Session $other | Add-LvsRealServer -Address 10.9.0.2", "NewDestination")]
    [InlineData("Get-LvsRealServer -Session $other | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("Get-LvsRealServer -Session $other | Remove-LvsRealServer", "DeleteDestination")]
    [InlineData("Get-LvsStats -Session $other | Where-Object Address | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("Get-LvsService -Session $other | Get-LvsRealServer | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("(Get-LvsService -Session $other -IncludeRealServer).RealServers | Set-LvsRealServer -Weight 1", "SetDestination")]
    [InlineData("$service = (Get-LvsService -Session $other).Service; Set-LvsService $service -Scheduler rr", "SetService")]
    [InlineData("Get-LvsService -Session $other | Set-LvsService -Scheduler rr -PassThru | Set-LvsService -Scheduler rr", "SetService")]
    public void It_goes_back_to_where_it_was_read(string script, string write)
    {
        Run(script);
        Assert.Equal([write], _other.Writes);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Session_sends_it_elsewhere()
    {
        Run("Get-LvsService -Session $other | Set-LvsService -Scheduler rr -Session (Get-LvsSession -Default)");
        Assert.Empty(_other.Writes);
        Assert.Equal(["SetService"], Director.Writes);
    }

    [Fact]
    public void Text_goes_to_the_default()
    {
        Run("Get-LvsService -Session $other | ForEach-Object { \"$_\" } | Set-LvsService -Scheduler rr");
        Assert.Empty(_other.Writes);
        Assert.Equal(["SetService"], Director.Writes);
    }
}
