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
    public void Tables_shorten_what_does_not_fit_and_objects_are_exact()
    {
        const string Totals = "[LvsPS.LvsTotalStats]@{ Connections = 12345; IncomingBytes = 18446744073709551615; OutgoingBytes = 1234567890123456789; ConnectionsPerSecond = 4000000000 }";
        string[] shown = Engine.Display(Totals).Split('\n');
        Assert.Equal(["all", "12345", "0", "0", "18.4E", "1234567890123456789"], shown[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal([18446744073709551615UL], Run($"({Totals}).IncomingBytes").Output.Select(value => value.BaseObject));
        string[] rates = Engine.Display($"$t = {Totals}; $t.PSObject.TypeNames.Insert(0, 'LvsPS.LvsTotalStats#Rate'); $t").Split('\n');
        Assert.Equal(["all", "4000000000", "-", "-", "-", "-"], rates[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["123456789", "4.00G", "0.5", "-"], Run("[LvsPS.LvsNumber]::Fit(123456789, 9); [LvsPS.LvsNumber]::Fit(4000000000, 9); [LvsPS.LvsNumber]::Fit(0.5, 9); [LvsPS.LvsNumber]::Fit($null, 9)").Texts);
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error() =>
        Fails("Get-LvsStats -Tcp 10.0.0.9:80", "ServiceNotFound", System.Management.Automation.ErrorCategory.ObjectNotFound);
}
