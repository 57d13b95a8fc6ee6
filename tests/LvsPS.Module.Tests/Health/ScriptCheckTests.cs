using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Health;

/// <summary>Script blocks as checks: what one of them leaves behind, and many of them at once.</summary>
public sealed class ScriptCheckTests : EngineTest
{
    private const string Same = "[LvsPS.LvsCheckResult]::new($true, [runspace]::DefaultRunspace.InstanceId)";

    [Theory]
    [InlineData("function global:Get-LvsInfo { 'mine' }; $true", "(Get-LvsInfo) -ne 'mine'")]
    [InlineData("function global:prompt { 'mine' }; $true", "\"$function:prompt\" -notmatch 'mine'")]
    [InlineData("$alias:left = 'Get-LvsInfo'; $true", "$null -eq $alias:left")]
    [InlineData("New-Module -Name Left { function Get-LvsInfo { 'mine' } } | Import-Module -Global; $true", "(Get-LvsInfo) -ne 'mine' -and -not (Get-Module Left)")]
    [InlineData("& (Get-Module LvsPS) { $script:left = 1 }; $true", "$null -eq (& (Get-Module LvsPS) { $script:left })")]
    [InlineData("$global:ErrorActionPreference = 'Ignore'; $global:left = 1; $true", "$ErrorActionPreference -eq 'Continue' -and $null -eq $left")]
    [InlineData("$global:PSDefaultParameterValues['Test-Path:Path'] = '/no'; $true", "$PSDefaultParameterValues.Count -eq 0")]
    [InlineData("$null = [runspace]::DefaultRunspace.Events.SubscribeEvent($null, $null, 'left', $null, { }, $true, $false); $true", "[runspace]::DefaultRunspace.Events.Subscribers.Count -eq 0")]
    [InlineData("$ExecutionContext.SessionState.Path.SetLocation('/proc'); $true", "$PWD.Path -ne '/proc'")]
    public void What_one_script_leaves_no_other_finds(string first, string second)
    {
        Check(first);
        Assert.Equal((true, "the script gave True"), Check(second));
    }

    [Theory]
    [InlineData("$found = $function:left; function global:left { }; $null -eq $found")]
    [InlineData("$found = $alias:left; $alias:left = 'Get-LvsInfo'; $null -eq $found")]
    [InlineData("$found = $function:prompt; $ExecutionContext.InvokeProvider.Item.Remove('function:prompt', $false); $null -ne $found")]
    [InlineData("$found = $global:left; $global:left = 1; $null -eq $found")]
    [InlineData("$found = $global:left; $ExecutionContext.SessionState.PSVariable.Set([psvariable]::new('global:left', 1, 'Constant')); $null -eq $found")]
    [InlineData("$found = $ErrorActionPreference; $global:ErrorActionPreference = 'Stop'; $found -eq 'Continue'")]
    [InlineData("$found = $PWD.Path; $null = $ExecutionContext.SessionState.Path.SetLocation('/proc'); $found -ne '/proc'")]
    [InlineData("$found = $Error.Count; try { throw 'a' } catch { }; $found -eq 0")]
    public void What_a_script_leaves_it_does_not_find_itself_the_next_time(string script)
    {
        Assert.Equal((true, "the script gave True"), Check(script));
        Assert.Equal((true, "the script gave True"), Check(script));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$null = Get-LvsService;")]
    [InlineData("$global:left = 1; $global:ErrorActionPreference = 'Stop'; /bin/true; $null = $ExecutionContext.SessionState.Path.SetLocation('/');")]
    [InlineData("$null = 'a' -match 'a'; foreach ($i in 1, 2) { }; switch ('a') { a { } }; try { throw 'a' } catch { };")]
    public void A_script_that_leaves_nothing_of_weight_has_its_runspace_again(string script) => Assert.Equal(Check(script + Same), Check(script + Same));

    [Fact]
    public void Many_at_once_have_their_results_and_few_runspaces()
    {
        GivenServers(100);
        string[] reasons = [.. Run($"Test-LvsRealServer -ThrottleLimit 100 -HealthCheck (New-LvsHealthCheck {{ {Same} }} -Timeout 60s)").Values("Reason").Cast<string>()];
        Assert.Equal(100, reasons.Length);
        Assert.InRange(reasons.Distinct().Count(), 1, 80);
    }

    [Fact]
    public void Many_that_do_not_end_are_all_ended_at_their_limit()
    {
        GivenServers(40);
        Assert.All(
            Run("Test-LvsRealServer -ThrottleLimit 40 -HealthCheck (New-LvsHealthCheck { while ($true) { [Threading.Thread]::Sleep(10) } } -Timeout 100ms)").Values("Reason"),
            reason => Assert.Equal("no answer within 0.1 s", reason));
    }

    [Fact]
    public void A_script_may_run_checks_by_scripts() => Assert.Equal(
        (true, "the script gave True"),
        Check("($_ | Test-LvsRealServer -HealthCheck (New-LvsHealthCheck { ($_ | Test-LvsRealServer -HealthCheck (New-LvsHealthCheck { $true })).IsUp })).IsUp"));

    private (bool IsUp, string Reason) Check(string script)
    {
        dynamic result = Run($"Test-LvsRealServer -Tcp 10.0.0.9:80 -Address 127.0.0.1 -HealthCheck (New-LvsHealthCheck {{ {script} }} -Timeout 60s)").Output.Single().BaseObject;
        return ((bool)result.IsUp, (string)result.Reason);
    }

    private void GivenServers(int count) => Given(
        $"New-LvsService -Tcp 10.0.0.1:80 -PassThru | Add-LvsRealServer -Address (1..{count}).ForEach{{ \"127.0.1.$_\" }} -Port 1 -Forwarding Masquerade");
}
