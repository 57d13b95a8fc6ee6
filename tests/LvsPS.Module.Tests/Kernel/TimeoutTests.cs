using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Kernel;

public sealed class TimeoutTests : EngineTest
{
    private const string Seconds = "Get-LvsTimeout | ForEach-Object { \"$($_.Tcp.TotalSeconds) $($_.TcpFin.TotalSeconds) $($_.Udp.TotalSeconds)\" }";

    [Theory]
    [InlineData("Set-LvsTimeout -Tcp 60", "60 120 300")]
    [InlineData("Set-LvsTimeout -TcpFin 2m -Udp 30s", "900 120 30")]
    [InlineData("Set-LvsTimeout 1h 3m 1d", "3600 180 86400")]
    [InlineData("Set-LvsTimeout -Udp ([timespan]::FromSeconds(5))", "900 120 5")]
    [InlineData("Set-LvsTimeout -Tcp 31d", "2678400 120 300")]
    public void What_is_not_named_is_kept(string script, string after)
    {
        Assert.Empty(Run(script).Output);
        Assert.Equal([after], Run(Seconds).Texts);
        Assert.Equal(["SetConfig"], Director.Writes);
    }

    [Fact]
    public void What_is_so_already_is_not_sent()
    {
        Run("Set-LvsTimeout -Tcp 900; Get-LvsTimeout | Set-LvsTimeout");
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void WhatIf_says_what_would_be_changed_and_Verbose_how_ipvsadm_says_it()
    {
        Assert.Equal(["What if: Set timeouts (tcp 900 s -> 60 s)."], Run("Set-LvsTimeout -Tcp 60 -WhatIf").Host);
        Assert.Empty(Director.Writes);
        Assert.Equal("ipvsadm --set 60 0 0", Run("Set-LvsTimeout -Tcp 60 -Verbose").Verbose[^1]);
    }

    [Fact]
    public void With_PassThru_all_three_come() =>
        Assert.Equal([TimeSpan.FromMinutes(2)], Run("Set-LvsTimeout -Tcp 60 -PassThru").Values("TcpFin"));

    [Fact]
    public void They_are_copied_from_one_director_to_another_or_back_to_their_own()
    {
        Run("$other = New-LvsSession -Simulated -Name other; Set-LvsTimeout -Tcp 60 -Udp 10; Get-LvsTimeout | Set-LvsTimeout -Udp 20 -Session $other");
        Assert.Equal(["60 120 20"], Run(Seconds.Replace("Get-LvsTimeout", "Get-LvsTimeout -Session $other", StringComparison.Ordinal)).Texts);
        Run("Get-LvsTimeout -Session $other | Set-LvsTimeout -TcpFin 1");
        Assert.Equal(["60 120 10"], Run(Seconds).Texts);
        Assert.Equal(["60 1 20"], Run(Seconds.Replace("Get-LvsTimeout", "Get-LvsTimeout -Session $other", StringComparison.Ordinal)).Texts);
    }

    [Theory]
    [InlineData("Set-LvsTimeout")]
    [InlineData("Set-LvsTimeout -Tcp 0")]
    [InlineData("Set-LvsTimeout -Udp 1500ms")]
    [InlineData("Set-LvsTimeout -TcpFin 32d")]
    public void What_cannot_be_is_refused_before_anything_is_sent(string script) =>
        RefusedUntouched(script, "InvalidTimeout", ErrorCategory.InvalidArgument);
}
