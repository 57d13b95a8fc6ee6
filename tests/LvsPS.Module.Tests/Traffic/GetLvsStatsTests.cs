using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Traffic;

public sealed class GetLvsStatsTests : EngineTest
{
    public GetLvsStatsTests() => Given("""
        New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2
        New-LvsService -FwMark 7
        """);

    [Fact]
    public void A_row_for_each_service_and_below_it_one_for_each_server()
    {
        string[] names = ["tcp://10.0.0.2:80", "  -> 10.9.0.1:80", "  -> 10.9.0.2:80"];
        Assert.Equal(names, Run("(Get-LvsStats -Tcp 10.0.0.2:80).Name").Texts);
        Assert.Equal(7, Run("Get-LvsStats").Output.Count);
        Assert.Equal(["fwmark://7"], Run("(Get-LvsService -FwMark 7 | Get-LvsStats).Name").Texts);
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void Counters_have_64_bits_and_Rate_only_changes_the_table()
    {
        Assert.All(Run("Get-LvsStats").Values("IncomingBytes"), value => Assert.Equal(0UL, value));
        Assert.All(Run("Get-LvsStats -Rate").Values("IncomingBytes"), value => Assert.Equal(0UL, value));
        Assert.Contains("CPS", Engine.Display("Get-LvsStats -Rate"), StringComparison.Ordinal);
        Assert.Contains("InBytes", Engine.Display("Get-LvsStats"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error() =>
        Fails("Get-LvsStats -Tcp 10.0.0.9:80", "ServiceNotFound", System.Management.Automation.ErrorCategory.ObjectNotFound);
}
