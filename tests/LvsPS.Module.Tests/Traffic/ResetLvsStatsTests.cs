using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Traffic;

public sealed class ResetLvsStatsTests : EngineTest
{
    public ResetLvsStatsTests() =>
        Given("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1; New-LvsService -FwMark 7");

    [Theory]
    [InlineData("Reset-LvsStats", 1)]
    [InlineData("Reset-LvsStats tcp://10.0.0.1:80", 1)]
    [InlineData("Reset-LvsStats -Tcp 10.0.0.1:80, 10.0.0.2:80", 2)]
    [InlineData("Reset-LvsStats -FwMark 7", 1)]
    [InlineData("Get-LvsService | Reset-LvsStats", 3)]
    [InlineData("Get-LvsService -VirtualPort 81 | Reset-LvsStats", 0)]
    public void It_asks_once_for_all_or_once_for_each(string script, int requests)
    {
        Assert.Empty(Run(script).Output);
        Assert.Equal(Enumerable.Repeat("Zero", requests), Director.Writes);
    }

    [Fact]
    public void WhatIf_resets_nothing_and_Verbose_says_how_ipvsadm_does_it()
    {
        Assert.Equal(
            ["What if: Reset the statistics of all services.", "What if: Reset the statistics of fwmark://7."],
            Run("Reset-LvsStats -WhatIf; Reset-LvsStats fwmark://7 -WhatIf").Host);
        Assert.Empty(Director.Writes);
        Assert.Equal("ipvsadm -Z", Run("Reset-LvsStats -Verbose").Verbose[^1]);
        Assert.Equal("ipvsadm -Z -t 10.0.0.1:80", Run("Reset-LvsStats tcp://10.0.0.1:80 -Verbose").Verbose[^1]);
    }

    [Fact]
    public void One_that_is_not_there_is_an_error_and_the_next_is_reset()
    {
        ErrorRecord error = Fails("Reset-LvsStats -Tcp 10.0.0.9:80, 10.0.0.1:80", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal("tcp://10.0.0.9:80", error.TargetObject.ToString());
        Assert.Equal("Zero", Director.Writes[^1]);
        RefusedUntouched("Reset-LvsStats -Tcp 10.0.0.9:80 -WhatIf", "ServiceNotFound", ErrorCategory.ObjectNotFound);
    }
}
