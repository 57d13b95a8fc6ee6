using System.Management.Automation;
using LvsPS.Module.Tests.Engine;
using Xunit;

namespace LvsPS.Module.Tests.RealServers;

public sealed class RemoveLvsRealServerTests : EngineTest
{
    public RemoveLvsRealServerTests() =>
        Given("New-LvsService -Tcp 10.0.0.1:80, 10.0.0.2:80 -PassThru | Add-LvsRealServer -Address 10.9.0.1, 10.9.0.2 -Weight 5");

    [Theory]
    [InlineData("Remove-LvsRealServer -Tcp 10.0.0.1:80 -Address 10.9.0.1", 1)]
    [InlineData("Remove-LvsRealServer tcp://10.0.0.1:80 10.9.0.1, 10.9.0.2", 2)]
    [InlineData("Get-LvsRealServer -Address 10.9.0.1 | Remove-LvsRealServer", 2)]
    [InlineData("Get-LvsService | Remove-LvsRealServer -Address 10.9.0.2", 2)]
    [InlineData("Get-LvsRealServer | Remove-LvsRealServer", 4)]
    [InlineData("[pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.1'; Port = '80'; Weight = '5' } | Remove-LvsRealServer", 1)]
    [InlineData("[pscustomobject]@{ Service = 'tcp://10.0.0.1:80'; Address = '10.9.0.1'; Port = '' } | Remove-LvsRealServer", 1)]
    public void It_removes_what_is_named_or_piped_in(string script, int removed)
    {
        Assert.Empty(Run(script).Output);
        Assert.Equal(Enumerable.Repeat("DeleteDestination", removed), Director.Writes);
        Assert.Equal(4 - removed, Run("Get-LvsRealServer").Output.Count);
    }

    [Fact]
    public void WhatIf_says_what_would_be_removed()
    {
        EngineResult result = Run("Remove-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -WhatIf");
        Assert.Equal("What if: Remove real server 10.9.0.1:80 from tcp://10.0.0.1:80.", Assert.Single(result.Host));
        Assert.Empty(Director.Writes);
    }

    [Fact]
    public void With_PassThru_it_comes_as_it_was_and_can_be_put_back()
    {
        Run("Remove-LvsRealServer tcp://10.0.0.1:80 10.9.0.1 -PassThru | Add-LvsRealServer");
        Assert.Equal(["DeleteDestination", "NewDestination"], Director.Writes);
        Assert.Contains("-a -t 10.0.0.1:80 -r 10.9.0.1:80 -g -w 5", Rules());
    }

    [Fact]
    public void One_that_is_not_there_is_an_error_and_the_next_goes()
    {
        ErrorRecord error = Fails("Remove-LvsRealServer tcp://10.0.0.1:80 10.9.0.9, 10.9.0.1", "RealServerNotFound", ErrorCategory.ObjectNotFound);
        Assert.Equal("10.9.0.9:80", error.TargetObject.ToString());
        Assert.Equal(["DeleteDestination"], Director.Writes);
    }
}
