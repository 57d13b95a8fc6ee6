using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Sessions;

public sealed class SessionTests : EngineTest
{
    [Fact]
    public void A_session_can_be_named_by_its_name_or_number()
    {
        Engine.Run("$other = New-LvsSession -Simulated -Name other; New-LvsService -Tcp 10.0.0.1:80 -Session other").Succeeded();
        Assert.Equal(["tcp://10.0.0.1:80"], Engine.Run("Get-LvsService -Session $other.Id").Succeeded().Texts);
        Assert.Equal(["SessionNotFound"], Engine.Run("Get-LvsService -Session nosuch").ErrorIds);
        Assert.Equal(["SessionNotFound"], Engine.Run("Remove-LvsSession nosuch").ErrorIds);
        Engine.Run("Remove-LvsSession other").Succeeded();
        Assert.Equal(["SessionNotFound"], Engine.Run("Get-LvsService -Session other").ErrorIds);
    }

    [Fact]
    public void Each_simulated_session_is_a_kernel_of_its_own()
    {
        Run("$a = New-LvsSession -Simulated -Name a; New-LvsService -Tcp 10.0.0.1:80 -Session $a");
        Assert.Empty(Director.Writes);
        Assert.Empty(Run("Get-LvsService").Output);
        Assert.Equal(["tcp://10.0.0.1:80"], Run("Get-LvsService -Session $a").Texts);
        Assert.Equal(["NewService"], SimulatedDirector.Of(Engine, "$a").Writes);
    }

    [Fact]
    public void They_are_found_by_name_number_and_being_the_default()
    {
        Run("$a = New-LvsSession -Simulated -Name edge-1; $b = New-LvsSession -Simulated -Name edge-2 -AsDefault");
        Assert.Equal(["edge-1", "edge-2"], Run("Get-LvsSession edge-*").Texts);
        Assert.Equal(["edge-1"], Run("Get-LvsSession -Id $a.Id").Texts);
        Assert.Equal(["edge-2"], Run("Get-LvsSession -Default").Texts);
        Assert.Empty(Run("Get-LvsSession none*").Output);
        Fails("Get-LvsSession nosuch", "SessionNotFound", ErrorCategory.ObjectNotFound);
        Fails("Get-LvsSession -Id 99999", "SessionNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void A_removed_session_ends_the_pipeline_that_uses_it()
    {
        Run("$a = New-LvsSession -Simulated; New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -Session $a; $services = Get-LvsService -Session $a; Remove-LvsSession $a");
        EngineResult result = Engine.Run("$services | Set-LvsService -Scheduler rr");
        Assert.Equal(["SessionClosed"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ConnectionError, Assert.Single(result.Errors).CategoryInfo.Category);
        Assert.Equal(["SessionClosed"], Engine.Run("Get-LvsInfo -Session $a").ErrorIds);
    }

    [Fact]
    public void Remove_takes_sessions_from_the_pipeline_and_WhatIf_closes_none()
    {
        Run("$a = New-LvsSession -Simulated -Name gone");
        EngineResult tried = Run("Get-LvsSession gone | Remove-LvsSession -WhatIf");
        Assert.Equal("What if: Close session gone.", Assert.Single(tried.Host));
        Assert.Equal([false], Run("$a.IsClosed").Output.Select(o => o.BaseObject));
        Run("Get-LvsSession gone | Remove-LvsSession");
        Assert.Equal([true], Run("$a.IsClosed").Output.Select(o => o.BaseObject));
        Assert.Empty(Run("Get-LvsSession gone*").Output);
    }

    [Fact]
    public void Info_says_what_the_kernel_has()
    {
        EngineResult result = Run("Get-LvsInfo");
        Assert.Equal("1.2.1", Assert.Single(result.Values("Version"))!.ToString());
        Assert.Equal(4096, Assert.Single(result.Values("ConnectionTableSize")));
    }

    [Fact]
    public void A_namespace_that_does_not_exist_is_an_error_at_once()
    {
        ErrorRecord error = Fails("New-LvsSession -NetworkNamespace no-such-namespace", "NamespaceNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal("no-such-namespace", error.TargetObject.ToString());
        Fails("New-LvsSession /etc/passwd", "NamespaceNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void A_timeout_of_nothing_is_an_error()
    {
        Fails("New-LvsSession -Simulated -Timeout 0", "InvalidDuration", ErrorCategory.InvalidArgument);
        Assert.Equal(["ParameterArgumentTransformationError"], Engine.Run("New-LvsSession -Simulated -Timeout soon").ErrorIds);
    }

    [Fact]
    public void The_environment_makes_the_default_session_a_simulated_one()
    {
        Run("Get-LvsSession | Remove-LvsSession; $env:LVSPS_SESSION = 'simulated'");
        try
        {
            Assert.Equal("Simulated", Assert.Single(Run("Get-LvsSession").Values("Kind"))!.ToString());
        }
        finally
        {
            Run("$env:LVSPS_SESSION = $null");
        }
    }
}
