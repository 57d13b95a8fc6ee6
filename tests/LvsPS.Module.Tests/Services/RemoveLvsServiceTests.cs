using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.Services;

public sealed class RemoveLvsServiceTests : EngineTest
{
    public RemoveLvsServiceTests() =>
        Given("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80; New-LvsService -FwMark 7 -IPv6; Add-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1, 10.9.0.2 -Forwarding Masquerade");

    [Fact]
    public void It_removes_what_is_named()
    {
        Assert.Empty(Run("Remove-LvsService -Tcp 10.0.0.1:80; Remove-LvsService -FwMark 7 -IPv6").Output);
        Assert.Equal(["tcp://10.0.0.2:80"], Run("Get-LvsService").Texts);
    }

    [Theory]
    [InlineData("Get-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 | Remove-LvsService")]
    [InlineData("Get-LvsService -Protocol Tcp | Remove-LvsService")]
    [InlineData("'tcp://10.0.0.1:80', 'tcp://10.0.0.2:80' | Remove-LvsService")]
    [InlineData("[pscustomobject]@{ Service = 'tcp://10.0.0.1:80' }, [pscustomobject]@{ Service = 'tcp://10.0.0.2:80' } | Remove-LvsService")]
    public void It_removes_what_is_piped_in(string pipeline)
    {
        Run(pipeline);
        Assert.Equal(["fwmark6://7"], Run("Get-LvsService").Texts);
        Assert.Equal(["DeleteService", "DeleteService"], Director.Writes);
    }

    [Fact]
    public void WhatIf_says_how_many_servers_would_go_too()
    {
        EngineResult result = Run("Remove-LvsService -Tcp 10.0.0.1:80 -WhatIf");
        Assert.Equal("What if: Remove service tcp://10.0.0.1:80 with its 2 real servers.", Assert.Single(result.Host));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void With_PassThru_the_service_comes_as_it_was_with_its_servers()
    {
        Assert.Equal(["10.9.0.1:80", "10.9.0.2:80"], Run("(Remove-LvsService -Tcp 10.0.0.1:80 -PassThru).RealServers").Texts.Order());
    }

    [Fact]
    public void It_does_not_ask_unless_told_to()
    {
        Run("Remove-LvsService -Tcp 10.0.0.1:80");
        Engine.WillAnswer(2);
        EngineResult refused = Run("Remove-LvsService -Tcp 10.0.0.2:80 -Confirm");
        Assert.Contains("Remove service tcp://10.0.0.2:80?", Assert.Single(refused.Host), StringComparison.Ordinal);
        Assert.Equal(["DeleteService"], Director.Writes);
    }

    [Fact]
    public void A_service_that_is_not_there_is_an_error_and_the_next_goes()
    {
        ErrorRecord error = Fails("Remove-LvsService -Tcp 10.0.0.9:80, 10.0.0.2:80", "ServiceNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal("tcp://10.0.0.9:80", error.TargetObject.ToString());
        Assert.Equal(["DeleteService"], Director.Writes);
    }

    [Theory]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1 | Remove-LvsService", "Remove-LvsRealServer")]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1 | ForEach-Object { [pscustomobject]@{ Service = \"$($_.Service)\"; Address = $_.Address; Port = $_.Port } } | Remove-LvsService", "Remove-LvsRealServer")]
    [InlineData("Remove-LvsService (Get-LvsRealServer -Address 10.9.0.1)", "Remove-LvsRealServer")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-LvsRealServer -Address 10.9.0.1))) | Remove-LvsService", "Remove-LvsRealServer")]
    [InlineData("Get-LvsStats -Tcp 10.0.0.2:80 | Remove-LvsService", "Remove-LvsRealServer")]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1 | Set-LvsService -Scheduler rr", "Set-LvsRealServer")]
    public void What_only_belongs_to_a_service_is_not_taken_for_it(string pipeline, string instead)
    {
        ErrorRecord error = RefusedUntouched(pipeline, "InvalidServiceId", ErrorCategory.InvalidArgument);
        Assert.Contains(instead, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_servers_still_lead_to_their_service() =>
        Assert.Equal(["tcp://10.0.0.1:80"], Run("Get-LvsRealServer -Address 10.9.0.1 | Get-LvsService").Texts);

    [Fact]
    public void Without_a_service_it_is_an_error_and_not_the_end_of_all() =>
        RefusedUntouched("Remove-LvsService", "InvalidServiceId", ErrorCategory.InvalidArgument);
}
